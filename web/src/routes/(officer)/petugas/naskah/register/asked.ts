/** The filter of the register as it stands in the address. */
export function askedOf(url: URL) {
  const given = (name: string, shape: RegExp) => {
    const text = url.searchParams.get(name) ?? '';
    return shape.test(text) ? text : '';
  };
  const [tahun, unit, dari, sampai] = [given('tahun', /^\d{4}$/), given('unit', /^[0-9a-f-]{36}$/), given('dari', /^\d{4}-\d{2}-\d{2}$/), given('sampai', /^\d{4}-\d{2}-\d{2}$/)];
  const query = new URLSearchParams(Object.entries({ tahun, unit, dari, sampai }).filter(([, text]) => text !== '')).toString();
  return { dari, sampai, query, filter: { ...(tahun && { year: Number(tahun) }), ...(unit && { unit }), ...(dari && { from: dari }), ...(sampai && { to: sampai }) } };
}
