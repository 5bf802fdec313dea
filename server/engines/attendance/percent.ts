/** Percent in hundredths, an exact whole number: "1.25" → 125. Texts come checked by the format of schemes. */
export type Hundredths = number;

export const hundredths = (text: string): Hundredths => {
  const [whole = '0', part = ''] = text.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
};

// Made once: `toLocaleString` makes one for each number, fifty times as slow, and a recap writes a million percentages.
const format = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 2 });

/** 125 → "1,25", 50 → "0,5", as it is read. */
export const percentText = (value: Hundredths): string => format.format(value / 100);
