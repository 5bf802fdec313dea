import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

// An IMAP4rev1 server (RFC 3501, UIDPLUS, MOVE) over a real socket, with one account: as much of it as a reader of a
// mailbox says. Chapters: folders · the server · one connection · commands

export interface TwinMessage {
  uid: number;
  bytes: Buffer;
  flags: Set<string>;
  receivedAt: Date;
}
export interface TwinFolder {
  validity: number;
  nextUid: number;
  messages: TwinMessage[];
}
export interface ImapTwin {
  port: number;
  folders: Map<string, TwinFolder>;
  /** A letter arrives. @returns its UID */
  deliver(bytes: Buffer | string, options?: { folder?: string; at?: Date }): number;
  /** What a restored or moved mailbox does: the same letters under new numbers. */
  renumber(folder?: string): void;
  /** Commands heard since the start, without passwords. */
  heard: string[];
  /** The next command of this name ends the connection. */
  breakAt(command: string): void;
  close(): Promise<void>;
}

export async function createImapTwin({ user, password, folders = ['INBOX'] }: { user: string; password: string; folders?: readonly string[] }): Promise<ImapTwin> {
  const all = new Map(folders.map((name, i): [string, TwinFolder] => [name, { validity: 1000 + i, nextUid: 1, messages: [] }]));
  const twin = { folders: all, heard: [] as string[], broken: new Set<string>() };
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    converse(socket, twin, { user, password });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port, folders: all, heard: twin.heard,
    deliver: (bytes, { folder = 'INBOX', at = new Date() } = {}) => {
      const box = all.get(folder)!;
      box.messages.push({ uid: box.nextUid, bytes: Buffer.from(bytes), flags: new Set(), receivedAt: at });
      return box.nextUid++;
    },
    renumber: (folder = 'INBOX') => {
      const box = all.get(folder)!;
      box.validity += 500;
      box.messages.forEach((m, i) => (m.uid = i + 1));
      box.nextUid = box.messages.length + 1;
    },
    breakAt: (command) => twin.broken.add(command),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

interface Shared {
  folders: Map<string, TwinFolder>;
  heard: string[];
  broken: Set<string>;
}

/** Lines, with literals `{n}` in them, until the end. */
function converse(socket: Socket, shared: Shared, account: { user: string; password: string }): void {
  let rest = Buffer.alloc(0);
  let line: string[] = [];
  let state: State = {};
  const say = (text: string | Buffer) => socket.write(text);
  say('* OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE] twin ready\r\n');
  let literal = -1;
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      if (literal >= 0) {
        if (rest.length < literal) return;
        line.push(`"${rest.subarray(0, literal).toString('utf8').replace(/["\\]/g, '\\$&')}"`);
        rest = rest.subarray(literal);
        literal = -1;
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) return;
      const text = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 2);
      const announced = /\{(\d+)(\+?)\}$/.exec(text);
      line.push(announced ? text.slice(0, announced.index) : text);
      if (announced) {
        literal = Number(announced[1]);
        if (!announced[2]) say('+ go on\r\n');
        continue;
      }
      const command = line.join('');
      line = [];
      state = answer(command, state, shared, account, say, () => socket.destroy());
    }
  });
}

interface State {
  signedIn?: true;
  folder?: TwinFolder;
}
const wordsOf = (text: string): string[] => [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => (m[1] === undefined ? m[2]! : m[1].replace(/\\(.)/g, '$1')));

function answer(line: string, state: State, shared: Shared, account: { user: string; password: string }, say: (text: string | Buffer) => void, hangUp: () => void): State {
  const [tag = '*', name = '', ...given] = line.split(' ');
  const isUid = name.toUpperCase() === 'UID';
  const command = (isUid ? `UID ${given[0] ?? ''}` : name).toUpperCase();
  const rest = (isUid ? given.slice(1) : given).join(' ');
  shared.heard.push(command === 'LOGIN' ? 'LOGIN' : `${command} ${rest}`.trim());
  if (shared.broken.delete(command)) {
    hangUp();
    return state;
  }
  const ok = (said = 'done') => say(`${tag} OK ${said}\r\n`);
  const no = (said: string) => say(`${tag} NO ${said}\r\n`);
  if (command === 'LOGOUT') {
    say('* BYE\r\n');
    ok();
    hangUp();
    return {};
  }
  if (command === 'CAPABILITY') say('* CAPABILITY IMAP4rev1 UIDPLUS MOVE\r\n');
  else if (command === 'LOGIN') {
    const [user, password] = wordsOf(rest);
    if (user !== account.user || password !== account.password) {
      no('[AUTHENTICATIONFAILED] wrong name or password');
      return state;
    }
    ok('[CAPABILITY IMAP4rev1 UIDPLUS MOVE] signed in');
    return { signedIn: true };
  } else if (command !== 'NOOP' && !state.signedIn) {
    no('sign in first');
    return state;
  } else if (command === 'NAMESPACE') say('* NAMESPACE (("" "/")) NIL NIL\r\n');
  else if (command === 'LIST' || command === 'LSUB') {
    const asked = wordsOf(rest)[1] ?? '*';
    for (const folder of asked === '' ? [''] : shared.folders.keys()) say(`* ${command} (\\HasNoChildren) "/" "${folder}"\r\n`);
  } else if (command === 'SELECT' || command === 'EXAMINE') {
    const folder = shared.folders.get(wordsOf(rest)[0] ?? '');
    if (!folder) {
      no('[NONEXISTENT] no such folder');
      return { ...state, folder: undefined };
    }
    say(`* FLAGS (\\Seen \\Flagged \\Deleted)\r\n* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted \\*)] \r\n* ${folder.messages.length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY ${folder.validity}] \r\n* OK [UIDNEXT ${folder.nextUid}] \r\n`);
    ok('[READ-WRITE] open');
    return { ...state, folder };
  } else if (!['NOOP', 'CLOSE', 'UNSELECT', 'CHECK'].includes(command)) {
    if (!state.folder) no('no folder is open');
    else if (command === 'UID FETCH' || command === 'FETCH') fetchThem(state.folder, rest, isUid, say);
    else if (command === 'UID STORE' || command === 'STORE') storeFlags(state.folder, rest, isUid, say);
    else if (command === 'UID MOVE') moveThem(state.folder, shared, rest, say);
    else {
      say(`${tag} BAD unknown command\r\n`);
      return state;
    }
  }
  ok();
  return command === 'CLOSE' || command === 'UNSELECT' ? { ...state, folder: undefined } : state;
}

/** "3,7:*" as the messages that it names. */
function named(folder: TwinFolder, set: string, byUid: boolean): TwinMessage[] {
  const numberOf = (m: TwinMessage) => (byUid ? m.uid : folder.messages.indexOf(m) + 1);
  const last = Math.max(0, ...folder.messages.map(numberOf));
  const ranges = set.split(',').map((one) => {
    const [a, b = a] = one.split(':').map((n) => (n === '*' ? last : Number(n)));
    return [Math.min(a!, b!), Math.max(a!, b!)] as const;
  });
  return folder.messages.filter((m) => ranges.some(([from, to]) => numberOf(m) >= from && numberOf(m) <= to));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const internalDate = (at: Date): string => `"${String(at.getUTCDate()).padStart(2, '0')}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000"`;

function fetchThem(folder: TwinFolder, rest: string, byUid: boolean, say: (text: string | Buffer) => void): void {
  const items = rest.slice(rest.indexOf(' ') + 1);
  const body = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
  for (const m of named(folder, rest.split(' ')[0]!, byUid)) {
    const parts = [`UID ${m.uid}`];
    if (/RFC822\.SIZE/i.test(items)) parts.push(`RFC822.SIZE ${m.bytes.length}`);
    if (/INTERNALDATE/i.test(items)) parts.push(`INTERNALDATE ${internalDate(m.receivedAt)}`);
    if (/FLAGS/i.test(items)) parts.push(`FLAGS (${[...m.flags].join(' ')})`);
    say(`* ${folder.messages.indexOf(m) + 1} FETCH (${parts.join(' ')}`);
    if (body) {
      const bytes = body[2] ? m.bytes.subarray(Number(body[1]), Number(body[1]) + Number(body[2])) : m.bytes;
      say(` BODY[]${body[2] ? `<${body[1]}>` : ''} {${bytes.length}}\r\n`);
      say(bytes);
    }
    say(')\r\n');
  }
}

function storeFlags(folder: TwinFolder, rest: string, byUid: boolean, say: (text: string | Buffer) => void): void {
  const [set = '', how = ''] = rest.split(' ');
  const flags = /\(([^)]*)\)/.exec(rest)?.[1]?.split(' ') ?? [];
  for (const m of named(folder, set, byUid)) {
    if (how.startsWith('-')) for (const flag of flags) m.flags.delete(flag);
    else for (const flag of flags) m.flags.add(flag);
    if (!/SILENT/i.test(how)) say(`* ${folder.messages.indexOf(m) + 1} FETCH (UID ${m.uid} FLAGS (${[...m.flags].join(' ')}))\r\n`);
  }
}

function moveThem(folder: TwinFolder, shared: Shared, rest: string, say: (text: string | Buffer) => void): void {
  const [set = '', name = ''] = wordsOf(rest);
  const target = shared.folders.get(name);
  if (!target) return;
  for (const m of named(folder, set, true)) {
    say(`* OK [COPYUID ${target.validity} ${m.uid} ${target.nextUid}] moved\r\n* ${folder.messages.indexOf(m) + 1} EXPUNGE\r\n`);
    folder.messages.splice(folder.messages.indexOf(m), 1);
    target.messages.push({ ...m, uid: target.nextUid++ });
  }
}
