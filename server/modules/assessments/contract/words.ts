export const KINDS = ['central', 'province', 'regency', 'city'] as const;
export type InstitutionKindName = (typeof KINDS)[number];
/** Also the names of the groups on the page. */
export const kindNames: Record<InstitutionKindName, string> = { central: 'Kementerian dan lembaga', province: 'Provinsi', regency: 'Kabupaten', city: 'Kota' };
