/** `?bulan=2026-03&unit=…&jenis=CT&keadaan=diberikan` */
export function registerAsked(url: URL) {
  const get = (name: string) => url.searchParams.get(name)?.slice(0, 40) ?? '';
  return { ...(get('bulan') && { month: get('bulan') }), ...(get('unit') && { unit: get('unit') }), kind: get('jenis'), state: get('keadaan') as '' };
}
