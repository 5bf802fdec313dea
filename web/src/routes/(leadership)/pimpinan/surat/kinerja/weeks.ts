export const SPANS = [4, 12, 26] as const;

/** `?minggu=26`; twelve unless told. */
export const weeksOf = (url: URL): number => SPANS.find((weeks) => String(weeks) === url.searchParams.get('minggu')) ?? 12;
