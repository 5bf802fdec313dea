import { childrenOf, branchOf, isLive, rootOf, wayTo, type Action, type Branch, type EventTime, type LetterFold, type Made } from './letter-state.ts';

/**
 * The letter after one more accepted action. Pure and total: whether an action may be done is asked before (`mayAct`), so a
 * stored history always folds.
 */
export function apply(before: LetterFold | undefined, action: Action): LetterFold {
  if (action.kind === 'register') return begin(action);
  if (!before) throw new Error('a history begins with register');
  const letter: LetterFold = { ...structuredClone(before), seq: before.seq + 1 };
  step(letter, action);
  letter.state = stateOf(letter);
  if (letter.state === 'selesai') letter.finishedAt ??= action.at;
  else delete letter.finishedAt;
  return letter;
}

export function fold(actions: readonly Action[]): LetterFold {
  let letter: LetterFold | undefined;
  for (const action of actions) letter = apply(letter, action);
  if (!letter) throw new Error('no action');
  return letter;
}

function begin(a: Extract<Action, { kind: 'register' }>): LetterFold {
  const root: Branch = { id: a.branch, post: a.post, unit: a.unit, heldBy: a.heldBy, state: 'baru', at: a.at, due: a.due, seq: 1 };
  const letter: LetterFold = { seq: 1, state: 'diterima', secrecy: a.secrecy, urgency: a.urgency, registeredAt: a.at, due: a.due, branches: [root], readers: [{ person: a.heldBy.person, name: a.heldBy.name }] };
  if (a.event) {
    letter.event = a.event;
    root.attendance = 'tentative';
  }
  if (!a.paper) return letter;
  Object.assign(root, { state: 'selesai', readAt: a.at, endedAt: a.at });
  return { ...letter, state: 'selesai', finishedAt: a.at };
}

function step(letter: LetterFold, a: Exclude<Action, { kind: 'register' }>): void {
  if (a.kind === 'direct') return direct(letter, a);
  const branch = branchOf(letter, a.branch)!;
  switch (a.kind) {
    case 'open':
      if (branch.state === 'baru') branch.state = 'dibaca';
      branch.readAt ??= a.at;
      return;
    case 'prepare':
      branch.prepared = letter.seq;
      return;
    case 'drop-prepared':
      delete branch.prepared;
      return;
    case 'dispose':
    case 'send-prepared':
    case 'record':
      // Who decides has read it.
      branch.readAt ??= a.at;
      branch.state = 'diproses';
      delete branch.prepared;
      for (const made of a.made) {
        letter.branches.push({ id: made.id, parent: branch.id, post: made.post, unit: made.unit, role: made.role, heldBy: made.heldBy, state: 'baru', at: a.at, due: a.due, seq: letter.seq });
        nameReader(letter, made.heldBy);
      }
      if (letter.event && a.instructions.includes(ATTEND)) represent(letter, branch, a.made);
      return;
    case 'report':
      branch.readAt ??= a.at;
      branch.state = 'diproses';
      return a.done ? end(letter, branch, 'selesai', a.at) : undefined;
    case 'return':
      branch.readAt ??= a.at;
      branch.because = letter.seq;
      return end(letter, branch, 'dikembalikan', a.at);
    case 'recall':
      branch.because = letter.seq;
      return end(letter, branch, 'ditarik', a.at);
    case 'reopen':
      for (const one of wayTo(letter, branch.id)) {
        if (one.state !== 'selesai') continue;
        one.state = one === branch ? 'dibaca' : 'diproses';
        delete one.endedAt;
      }
      branch.because = letter.seq;
      return;
    case 'name-reader':
      return nameReader(letter, a);
    case 'change-secrecy':
      letter.secrecy = a.to;
      // Of sangat rahasia nothing stands in a calendar.
      if (a.to === 'sangat-rahasia') setEvent(letter, null);
      return;
    case 'set-event':
      return setEvent(letter, a.event);
    case 'attend':
      branch.attendance = a.answer;
      delete branch.representedBy;
      return;
    case 'hand-on':
      branch.before = [...(branch.before ?? []), { post: branch.post, until: a.at }];
      Object.assign(branch, { post: a.post, unit: a.unit, heldBy: a.heldBy, at: a.at });
      if (!childrenOf(letter, branch.id).some(isLive)) branch.state = 'baru';
      delete branch.readAt;
      delete branch.prepared;
      if (branch.attendance === 'attending' || branch.attendance === 'declined') branch.attendance = 'tentative';
      return nameReader(letter, a.heldBy);
  }
}

/** The instruction "hadiri atau wakili": who gets it goes, the giver does not. */
const ATTEND = 'attend';
function represent(letter: LetterFold, branch: Branch, made: readonly Made[]): void {
  for (const { id, role } of made) branchOf(letter, id)!.attendance = role === 'lead' ? 'attending' : 'tentative';
  const lead = made.find(({ role }) => role === 'lead');
  if (!branch.attendance || !lead) return;
  branch.attendance = 'represented';
  branch.representedBy = lead.id;
}

/** Another day or hour is asked of everybody anew; who was sent stays sent. */
function setEvent(letter: LetterFold, event: EventTime | null): void {
  if (event === null) {
    delete letter.event;
    for (const branch of letter.branches) {
      delete branch.attendance;
      delete branch.representedBy;
    }
    return;
  }
  letter.event = event;
  const sent = new Set(letter.branches.map((branch) => branch.representedBy));
  for (const branch of letter.branches) if (branch.attendance === 'declined' || (branch.attendance === 'attending' && !sent.has(branch.id))) branch.attendance = 'tentative';
  const root = rootOf(letter);
  if (root.state !== 'ditarik' && root.state !== 'dikembalikan') root.attendance ??= 'tentative';
}

/** What went back or was taken back is in nobody's agenda; who had sent it decides again. */
function leaveAgenda(letter: LetterFold, branch: Branch): void {
  delete branch.attendance;
  delete branch.representedBy;
  const giver = branch.parent === undefined ? undefined : branchOf(letter, branch.parent);
  if (giver?.representedBy !== branch.id) return;
  giver.attendance = 'tentative';
  delete giver.representedBy;
}

/** What ends moves its giver: with the last lead gone the giver decides again; when the root's lead is done, so is the letter. */
function end(letter: LetterFold, branch: Branch, state: Branch['state'], at: string): void {
  branch.state = state;
  branch.endedAt = at;
  delete branch.prepared;
  if (state !== 'selesai') leaveAgenda(letter, branch);
  const giver = branch.parent === undefined ? undefined : branchOf(letter, branch.parent)!;
  if (!giver || !isLive(giver)) return;
  if (state === 'selesai' && branch.role === 'lead' && giver.parent === undefined) return end(letter, giver, 'selesai', at);
  if (state !== 'selesai' && !childrenOf(letter, giver.id).some(isLive)) giver.state = 'dibaca';
}

/** Tata usaha sends it to another post: where it lay before it is taken back. */
function direct(letter: LetterFold, a: Extract<Action, { kind: 'direct' }>): void {
  const before = rootOf(letter);
  if (isLive(before)) {
    before.state = 'ditarik';
    before.endedAt = a.at;
    before.because = letter.seq;
    delete before.prepared;
    leaveAgenda(letter, before);
  }
  letter.branches.push({ id: a.branch, post: a.post, unit: a.unit, heldBy: a.heldBy, state: 'baru', at: a.at, due: a.due, seq: letter.seq, ...(letter.event ? { attendance: 'tentative' as const } : {}) });
  nameReader(letter, a.heldBy);
}

function nameReader(letter: LetterFold, { person, name }: { person: string; name: string }): void {
  if (!letter.readers.some((reader) => reader.person === person)) letter.readers.push({ person, name });
}

/** Done when every lead on the way is done; supporters who have not read do not hold it up. */
function stateOf(letter: LetterFold): LetterFold['state'] {
  const root = rootOf(letter);
  if (root.state === 'selesai') return 'selesai';
  if (root.state === 'dikembalikan') return 'dikembalikan';
  return childrenOf(letter, root.id).some((one) => isLive(one) || one.state === 'selesai') ? 'didisposisi' : 'diterima';
}
