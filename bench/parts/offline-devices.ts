import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { digestOf, makeKey, signCommand, type Command, type Contact, type KeyPair, type Unsigned } from '../../server/engines/sync/envelope.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { sql } from '../../server/platform/db/sql.ts';
import { addOfficer } from '../harness/cast.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';

// Chapters: the part · one device · a network that cuts · what must be true afterwards

const DEVICES = 20;
const ACTIONS = 500;
const AT_ONCE = 10;
/** Of connections, how many break: before the server hears, while it answers, or in the middle of either. */
const CUT = 0.3;

interface Device {
  id: string;
  token: string;
  holding: string;
  person: string;
  key: KeyPair;
  commands: Command[];
  /** Commands that were answered, in the order of the answers. */
  answered: string[];
  refused: number;
}

/** Twenty phones with five hundred check-ins each come back to a network that breaks a third of all connections at any byte. */
export async function offlineDevices(bench: Bench): Promise<Figure[]> {
  const network = await cuttingNetwork(new URL(bench.url).port);
  try {
    const devices: Device[] = [];
    for (let at = 0; at < DEVICES; at += 1) devices.push(await enrol(bench, at));
    bench.say(`${DEVICES} devices have ${ACTIONS} check-ins each, made and signed without network`);
    const began = performance.now();
    await Promise.all(devices.map((device) => reconcile(device, network.url)));
    const seconds = (performance.now() - began) / 1000;
    const { exact, chainMarks } = await audit(bench, devices);
    const total = DEVICES * ACTIONS;
    return [
      { part: 'offline-devices', what: `check-ins of ${DEVICES} devices there, each once and in the order of its device`, value: exact, unit: `of ${total}`, target: { least: total }, note: `${network.cuts()} of ${network.connections()} connections cut; ${devices.reduce((sum, one) => sum + one.refused, 0)} refused; ${chainMarks} marked for their chain` },
      { part: 'offline-devices', what: 'check-ins reconciled over that network', value: total / seconds, unit: '/s', note: `${seconds.toFixed(1)} s; signature, chain, clock, geofence, audit each` },
    ];
  } finally {
    await network.stop();
  }
}

async function enrol(bench: Bench, at: number): Promise<Device> {
  const { composed: { house }, cast } = bench;
  const officer = await addOfficer(bench, { unit: cast.desa.unit, name: `Petugas Luring ${at + 1}`, nip: `198506152010021${String(901 + at)}`, duties: [] });
  const [id, key] = [uuidv7(), await makeKey()];
  const { x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  const answer = await fetch(`${bench.url}/api/sinkron/perangkat`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${officer.token}` }, body: JSON.stringify({ id, name: 'HP uji', key: { kty: 'EC', crv: 'P-256', x, y } }) });
  if (!answer.ok) throw new Error(`device: ${answer.status} ${await answer.text()}`);
  const { contact: told } = (await answer.json()) as { contact: { at: string; proof: string } };
  const contact: Contact = { ...told, deviceTime: told.at };
  const commands: Command[] = [];
  let previous = '';
  // Made within the minutes since the contact, so that no time lies after arrival: by the clock that nobody sets, some milliseconds apart.
  for (let seq = 1; seq <= ACTIONS; seq += 1) {
    const monotonicMs = seq * 2;
    const unsigned: Unsigned = {
      id: uuidv7(house.clock.now().getTime()), device: id, seq, kind: 'attendance.check-in', holding: officer.holding, deviceTime: new Date(Date.parse(told.at) + monotonicMs).toISOString(), monotonicMs, bridgedMs: 0, contact, previous,
      body: { direction: seq % 2 ? 'in' : 'out', latitude: -7.87 + at / 1000, longitude: 111.46 + seq / 100_000, accuracy: 12 },
    };
    previous = await digestOf(unsigned);
    commands.push(await signCommand(key.privateKey, unsigned));
  }
  return { id, token: officer.token, holding: officer.holding, person: officer.person, key, commands, answered: [], refused: 0 };
}

/** As the queue of a phone does: in order, ten at once, the same again until each is answered; waiting times are shorter than people's. */
async function reconcile(device: Device, url: string): Promise<void> {
  const done = new Set<string>();
  for (let waiting = device.commands; waiting.length > 0; waiting = device.commands.filter(({ id }) => !done.has(id))) {
    try {
      const answer = await fetch(`${url}/api/sinkron`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${device.token}`, connection: 'close' }, body: JSON.stringify({ device: device.id, commands: waiting.slice(0, AT_ONCE) }), signal: AbortSignal.timeout(20_000) });
      if (answer.status !== 200) throw new Error(String(answer.status));
      const { answers } = (await answer.json()) as { answers: { id: string; state: string }[] };
      for (const { id, state } of answers) {
        if (state === 'later' || done.has(id)) continue;
        done.add(id);
        device.answered.push(id);
        if (state === 'refused') device.refused += 1;
      }
    } catch {
      // Cut, full or slow: a little later the same again.
      await new Promise((wait) => setTimeout(wait, 20 + Math.random() * 180));
    }
  }
}

interface Network {
  url: string;
  cuts(): number;
  connections(): number;
  stop(): Promise<void>;
}

/** Between the phones and the server: every third connection is cut after some bytes, in either direction. */
async function cuttingNetwork(port: string): Promise<Network> {
  let [cuts, connections] = [0, 0];
  const server: Server = createServer((phone) => {
    connections += 1;
    const far = connect(Number(port), '127.0.0.1');
    const doomed = Math.random() < CUT;
    let [up, down] = doomed ? (Math.random() < 0.5 ? [Math.random() * 12_000, Infinity] : [Infinity, Math.random() * 3000]) : [Infinity, Infinity];
    const end = () => {
      phone.destroy();
      far.destroy();
    };
    const pass = (from: Socket, to: Socket, left: () => number, take: (bytes: number) => void) => from.on('data', (chunk: Buffer) => {
      if (chunk.length < left()) {
        take(chunk.length);
        to.write(chunk);
        return;
      }
      cuts += 1;
      // What came before the cut arrives: the server may have done everything and not be heard.
      to.write(chunk.subarray(0, Math.floor(left())), end);
    });
    pass(phone, far, () => up, (bytes) => (up -= bytes));
    pass(far, phone, () => down, (bytes) => (down -= bytes));
    for (const socket of [phone, far]) socket.on('error', end).on('close', end);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cuts: () => cuts, connections: () => connections, stop: () => new Promise((ended) => server.close(() => ended())) };
}

/** What lies in the tables against what the phones made: rows, once, with their own places, answered in the order in which they were made. */
async function audit({ composed: { house }, cast }: Bench, devices: readonly Device[]): Promise<{ exact: number; chainMarks: number }> {
  const rows = await house.db.inTenant(cast.instansi, (tx) => tx.many<{ id: string; device: string; person: string; seq: number; marks: string[] }>(
    sql`select c.id, c.device, c.person, s.seq, s.marks from attendance.check_in c join sync.command s on s.instansi = c.instansi and s.id = c.id where c.instansi = ${cast.instansi} and c.device = any(${devices.map(({ id }) => id)}::uuid[]) and s.state <> 'received' order by c.device, s.seq`));
  const stored = Map.groupBy(rows, (row) => row.device);
  let exact = 0;
  for (const device of devices) {
    const own = stored.get(device.id) ?? [];
    device.commands.forEach(({ id }, at) => {
      if (own[at]?.id === id && own[at].seq === at + 1 && own[at].person === device.person && device.answered[at] === id) exact += 1;
    });
    if (own.length > ACTIONS) exact -= own.length - ACTIONS;
  }
  return { exact, chainMarks: rows.filter(({ marks }) => marks.some((mark) => ['gap', 'late', 'broken', 'fork', 'inserted'].includes(mark))).length };
}
