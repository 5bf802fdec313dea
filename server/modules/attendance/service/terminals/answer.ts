import { commandLine } from '../../../../engines/iclock/commands.ts';
import { handshake, settingsV3 } from '../../../../engines/iclock/options.ts';
import { readAnswers } from '../../../../engines/iclock/read-answers.ts';
import { readFacts, readPeople } from '../../../../engines/iclock/read-people.ts';
import { readAttlog, readEvents } from '../../../../engines/iclock/read-punches.ts';
import type { House } from '../../../../platform/house.ts';
import { inTenant, type Context } from '../../../../platform/request/context.ts';
import * as commands from '../../storage/terminal-commands.ts';
import * as lines from '../../storage/terminal-lines.ts';
import * as storage from '../../storage/terminals.ts';
import { isDueForTouch, mustNotBeTooOften, openDoor, type Knock } from './door.ts';
import { receivePunches } from './receive.ts';

// Chapters: one request · what it may be

export interface TerminalRequest extends Knock {
  method: 'GET' | 'POST';
  /** `cdata`, `getrequest`, … as in the address, without `.aspx`. */
  verb: string;
  query: URLSearchParams;
  body: Buffer;
  /** Of a header `Date`, if the terminal sends one. */
  clock?: Date | undefined;
}

type Known = { ctx: Context; terminal: storage.TerminalRow; text: string };
type Answer = (house: House, request: TerminalRequest, known: Known) => Promise<string>;

/** Text of a terminal in UTF-8, else as old firmware writes it; without the NUL with which some fill their lines and which no database keeps. */
function textOf(body: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    text = body.toString('latin1');
  }
  return text.replaceAll('\0', '');
}

/** What a terminal is told. Whatever it sends and nobody needs is acknowledged too: else it sends it for ever. */
export async function answerTerminal(house: House, request: TerminalRequest): Promise<string> {
  mustNotBeTooOften(house, request.address, 'address');
  const answer = ANSWERS[`${request.method} ${request.verb}`];
  if (!answer) return 'OK';
  const { ctx, terminal, site } = await openDoor(house, request);
  mustNotBeTooOften(house, terminal.id, terminal.state === 'active' ? 'known' : 'stranger');
  const pushVersion = (request.query.get('pushver') ?? '').slice(0, 20);
  const text = request.body.length > 0 ? textOf(request.body) : '';
  const facts = request.verb === 'registry' || request.query.get('table')?.toLowerCase() === 'options' ? readFacts(text) : request.verb === 'getrequest' ? factsOfInfo(request.query.get('INFO')) : {};
  const isNews = pushVersion !== '' || Object.keys(facts).length > 0 || (site !== null && site !== terminal.site) || request.address !== terminal.lastAddress;
  if (isNews || isDueForTouch(house, terminal.id)) await inTenant(ctx, (t) => storage.touchTerminal(t.tx, t.instansi, terminal.id, { at: house.clock.now(), address: request.address, pushVersion, facts, site }));
  return answer(house, request, { ctx, terminal, text });
}

/** `INFO=Ver 8.0.1.3,320,120,…` of getrequest: firmware, people, fingers, punches, address. */
function factsOfInfo(info: string | null): Record<string, string> {
  const [firmware, people, fingers, punches] = (info ?? '').split(',');
  return Object.fromEntries(Object.entries({ firmware, people, fingers, punches }).filter(([, value]) => value).map(([key, value]) => [key, value!.slice(0, 80)]));
}

const optionsOf = (terminal: storage.TerminalRow) => ({ serial: terminal.serial, zoneMinutes: terminal.zoneMinutes, zoneForm: terminal.zoneForm, punchStamp: terminal.punchStamp, logStamp: terminal.logStamp });
const isV3 = (request: TerminalRequest): boolean => (request.query.get('pushver') ?? '').startsWith('3') && (request.query.get('DeviceType') ?? request.query.get('devicetype')) !== null;
const registrationOf = (house: House, terminal: storage.TerminalRow): string => house.secrets.hash('terminal-registration', terminal.id).toString('hex').slice(0, 32);

const MOST_OF_A_STRANGER = 5000;
async function takePeople({ ctx, terminal, text }: Known): Promise<void> {
  const people = [...new Map(readPeople(text).map((one) => [one.pin, one])).values()];
  if (people.length === 0 || people.length > 50_000) return;
  await inTenant(ctx, async (t) => {
    // Names of one that nobody adopted are a help, not a right to fill the house: once it is adopted it may be asked for them again.
    if (terminal.state !== 'active' && (await lines.countPeople(t.tx, t.instansi, terminal.id)) + people.length > MOST_OF_A_STRANGER) return;
    await lines.savePeople(t.tx, t.instansi, terminal.id, t.house.clock.now(), people);
  });
}

const takeTable: Answer = async (_, request, known) => {
  const table = (request.query.get('table') ?? '').toLowerCase();
  const stamp = request.query.get('Stamp') ?? request.query.get('stamp') ?? undefined;
  const sent = { headerClock: request.clock, stamp: stamp === 'None' || stamp === '0' ? undefined : stamp };
  if (table === 'attlog') return `OK: ${await receivePunches(known.ctx, known.terminal.id, { ...readAttlog(known.text), ...sent })}`;
  if (table === 'rtlog') {
    await receivePunches(known.ctx, known.terminal.id, { ...readEvents(known.text), headerClock: request.clock });
    return 'OK';
  }
  const lineCount = known.text.split('\n').filter((line) => line.trim() !== '').length;
  if (table === 'tabledata') {
    const name = (request.query.get('tablename') ?? '').toLowerCase().replace(/[^a-z0-9_]/g, '').slice(0, 40);
    if (name === 'transaction') await receivePunches(known.ctx, known.terminal.id, { ...readEvents(known.text), headerClock: request.clock });
    if (name === 'user') await takePeople(known);
    return `${name}=${/^\d{1,9}$/.test(request.query.get('count') ?? '') ? request.query.get('count') : lineCount}`;
  }
  // Names come among the operations. Fingers, faces and photos are acknowledged and not kept: nobody needs them here.
  if (table === 'operlog') {
    await takePeople(known);
    if (sent.stamp) await inTenant(known.ctx, (t) => storage.saveStamp(t.tx, t.instansi, known.terminal.id, { log: sent.stamp!.slice(0, 30) }));
    return `OK: ${lineCount}`;
  }
  return 'OK';
};

const MOST_COMMANDS = 10;
const ANSWERS: Record<string, Answer> = {
  'GET cdata': async (house, request, { terminal }) => (isV3(request) ? settingsV3(optionsOf(terminal), registrationOf(house, terminal)) : handshake(optionsOf(terminal))),
  'POST cdata': takeTable,
  'GET getrequest': async (_, __, { ctx, terminal }) => {
    if (terminal.state !== 'active') return 'OK';
    const due = await inTenant(ctx, (t) => commands.takeCommands(t.tx, t.instansi, terminal.id, t.house.clock.now(), MOST_COMMANDS));
    return due.length === 0 ? 'OK' : `${due.toSorted((a, b) => a.number - b.number).map((one) => commandLine(one.number, one.text)).join('\n')}\n`;
  },
  'POST devicecmd': async (_, __, { ctx, terminal, text }) => {
    const answers = readAnswers(text);
    if (answers.length > 0) {
      const facts = Object.assign({}, ...answers.map((one) => readFacts(one.text))) as Record<string, string>;
      await inTenant(ctx, async (t) => {
        await commands.saveAnswers(t.tx, t.instansi, terminal.id, t.house.clock.now(), [...new Map(answers.filter((one) => one.number < 2 ** 31 && Math.abs(one.code) < 2 ** 31).map((one) => [one.number, one])).values()]);
        if (Object.keys(facts).length > 0) await storage.touchTerminal(t.tx, t.instansi, terminal.id, { at: t.house.clock.now(), address: terminal.lastAddress, pushVersion: '', facts, site: null });
      });
    }
    return 'OK';
  },
  'GET ping': async () => 'OK',
  'POST ping': async () => 'OK',
  'POST registry': async (house, _, { terminal }) => `RegistryCode=${registrationOf(house, terminal)}`,
  'GET push': async (_, __, { terminal }) => settingsV3(optionsOf(terminal)),
  'POST push': async (_, __, { terminal }) => settingsV3(optionsOf(terminal)),
  'POST querydata': async (house, request, known) => {
    if ((request.query.get('tablename') ?? '').toLowerCase() !== '') request.query.set('table', 'tabledata');
    return takeTable(house, request, known);
  },
};
