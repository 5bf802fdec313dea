/** Where a letter is dated: the village or district that signs, else the region of the institution ("Kabupaten Ponorogo" → "Ponorogo", "Kota Administrasi Jakarta Pusat" → "Jakarta Pusat"). */
export function placeOfLetter(unit: { kind: string; name: string }, institution: string): string {
  const own = unit.kind === 'desa' || unit.kind === 'kelurahan' || unit.kind === 'kecamatan';
  const name = (own ? unit.name : institution).trim();
  const bare = name.replace(/^(pemerintah\s+)?(provinsi|kabupaten|kota(?:\s+administrasi)?|kecamatan|kelurahan|desa|nagari|gampong|kampung|pekon)\s+/i, '');
  return bare === '' ? name : bare;
}
