/** Which part of the book, as it stands in the address. */
export function askedOf(url: URL) {
  const day = (name: string) => {
    const text = url.searchParams.get(name) ?? '';
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
  };
  const [dari, sampai] = [day('dari'), day('sampai')];
  const tahun = Number(url.searchParams.get('tahun'));
  const year = Number.isInteger(tahun) && tahun >= 2000 && tahun <= 2200 ? tahun : dari ? Number(dari.slice(0, 4)) : undefined;
  const query = new URLSearchParams({ ...(year && { tahun: String(year) }), ...(dari && { dari }), ...(sampai && { sampai }) }).toString();
  return { dari, sampai, query: query && `?${query}`, filter: { ...(year && { year }), ...(dari && { from: dari }), ...(sampai && { to: sampai }) } };
}
