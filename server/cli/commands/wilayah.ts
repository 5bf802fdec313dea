import { boundaryRefusals } from '../../engines/map/read-boundaries.ts';
import { refusals } from '../../modules/wilayah/contract.ts';
import { importBoundaries } from '../../modules/wilayah/import-boundaries.ts';
import { DONE, printJson, Usage, type Command } from '../command.ts';
import { readTextFile } from '../read-text.ts';
import { withDatabase } from '../with-database.ts';

/** `pendopo wilayah import-boundaries FILE`: outlines of regions for the map; regions that have one get the new one. */
export const wilayahImportBoundaries: Command = {
  usage: 'BERKAS.json [--key NAMA_KOLOM_KODE]',
  options: { key: 'value' },
  words: [1, 1],
  refusals: { ...refusals, ...boundaryRefusals },
  run(given, io) {
    const json = parsed(readTextFile(given.words[0]!, { megabytes: 500, kind: 'GeoJSON atau TopoJSON', advice: 'Simpan ulang sebagai GeoJSON, lalu coba lagi.' }));
    return withDatabase(io, async (db) => {
      const report = await importBoundaries(db, json, io.now(), given.value('key'));
      printJson(io, report);
      io.say(`${report.imported.toLocaleString('id-ID')} garis batas dimuat; peta memakainya dalam satu menit.`);
      if (report.unknown.length) io.say(`Tidak dimuat karena kodenya tidak ada dalam daftar wilayah: ${report.unknown.slice(0, 20).join(', ')}${report.unknown.length > 20 ? ' dan lainnya' : ''}.`);
      if (report.without) io.say(`${report.without} bidang tanpa kode wilayah dilewati.`);
      return DONE;
    });
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Usage('Berkas ini bukan JSON yang utuh. Unduh atau simpan ulang, lalu coba lagi.');
  }
}
