
export interface Column {
  heading: string;
  width?: number;
}

/** A sheet behind the first, for reading: how the columns are filled in. */
export interface FurtherSheet {
  title: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A workbook as base64, every cell text: a NIP stays what it is in whatever program opens it. */
export async function writeXlsx(title: string, columns: readonly Column[], rows: readonly (readonly string[])[], ...further: readonly FurtherSheet[]): Promise<string> {
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  for (const one of [{ title, columns, rows }, ...further]) {
    const sheet = workbook.addWorksheet(one.title, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = one.columns.map(({ heading, width }) => ({ header: heading, width: width ?? Math.min(40, Math.max(12, heading.length + 2)), style: { numFmt: '@' } }));
    sheet.getRow(1).font = { bold: true };
    for (const row of one.rows) sheet.addRow([...row]);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
}

/** UTF-8 with its mark, commas. A cell that a spreadsheet would run as a formula gets an apostrophe, which reading takes off again. */
export function writeCsv(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    // An amount below nothing is a number to the program that pays by it, and to a spreadsheet too.
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map((column) => column.heading), ...rows].map((row) => row.map(cell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf8').toString('base64');
}
