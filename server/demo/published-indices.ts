import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startImport, takeImport } from '../modules/assessments/service/import.ts';
import type { Context } from '../platform/request/context.ts';

const FILE = join(import.meta.dirname, '..', '..', 'catalog', 'reference', 'spbe-results-2023.csv');

/** The published SPBE results of 2023, through the ordinary import: real figures, not invented ones. */
export async function publishIndices(ctx: Context): Promise<void> {
  const { id } = await startImport(ctx, {
    kind: 'published', instrument: 'spbe-2020', year: 2023, source: 'Kementerian PANRB, Laporan Pelaksanaan Evaluasi SPBE 2023, tabel 8 (salinan mesin)',
    fileName: 'spbe-results-2023.csv', content: readFileSync(FILE).toString('base64'),
  });
  await takeImport(ctx, { id });
}
