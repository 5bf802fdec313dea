import type { Figure } from './harness/figure.ts';
import type { Bench } from './harness/house.ts';
import { complaints, complaintSearch } from './parts/complaints.ts';
import { assessments } from './parts/assessments.ts';
import { checkInBurst, checkIns } from './parts/check-ins.ts';
import { complaintMap } from './parts/complaint-map.ts';
import { complaintRouting } from './parts/complaint-routing.ts';
import { evaluation } from './parts/evaluation.ts';
import { documents } from './parts/documents.ts';
import { lettersInbox, lettersSearch } from './parts/letters.ts';
import { lettersOfficials } from './parts/letters-officials.ts';
import { lettersSigning } from './parts/letters-signing.ts';
import { offlineDevices } from './parts/offline-devices.ts';
import { pages } from './parts/pages.ts';
import { queue } from './parts/queue.ts';
import { readOne } from './parts/read-one.ts';
import { personnel } from './parts/personnel.ts';
import { recap } from './parts/recap.ts';
import { regions } from './parts/regions.ts';
import { search } from './parts/search.ts';
import { shell } from './parts/shell.ts';
import { start } from './parts/start.ts';
import { submit } from './parts/submit.ts';
import { weights } from './parts/weights.ts';

export interface Part {
  name: string;
  /** Whether it needs the running house; the others start what they measure themselves. */
  needs: 'house' | 'nothing';
  /** Whether the house needs its pages built. */
  pages?: boolean;
  run(bench: Bench, options: { seconds: number; say(sentence: string): void }): Promise<Figure[]>;
}

/** In this order: the parts that fill the house with a million requests come late. */
export const parts: Part[] = [
  { name: 'submit', needs: 'house', run: submit },
  { name: 'read', needs: 'house', run: readOne },
  { name: 'regions', needs: 'house', run: regions },
  { name: 'pages', needs: 'house', pages: true, run: pages },
  { name: 'assessments', needs: 'house', pages: true, run: assessments },
  { name: 'evaluation', needs: 'house', run: evaluation },
  { name: 'letters-signing', needs: 'house', run: lettersSigning },
  { name: 'check-ins', needs: 'house', run: checkIns },
  { name: 'check-in-burst', needs: 'house', run: checkInBurst },
  { name: 'offline-devices', needs: 'house', run: offlineDevices },
  { name: 'recap', needs: 'house', run: recap },
  { name: 'personnel', needs: 'house', run: personnel },
  { name: 'documents', needs: 'nothing', run: documents },
  { name: 'start', needs: 'nothing', run: start },
  { name: 'weights', needs: 'nothing', run: weights },
  { name: 'shell', needs: 'nothing', run: shell },
  { name: 'queue', needs: 'house', run: queue },
  { name: 'search', needs: 'house', run: search },
  { name: 'complaint-routing', needs: 'house', run: complaintRouting },
  { name: 'complaint-map', needs: 'house', pages: true, run: complaintMap },
  { name: 'complaints', needs: 'house', run: complaints },
  { name: 'complaint-search', needs: 'house', run: complaintSearch },
  { name: 'letters-inbox', needs: 'house', run: lettersInbox },
  { name: 'letters-search', needs: 'house', run: lettersSearch },
  { name: 'letters-officials', needs: 'house', run: lettersOfficials },
];
