import { childrenOf, branchOf, isLive, rootOf, wayTo, type Action, type Branch, type LetterFold } from './letter-state.ts';

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
  }
}

/** What ends moves its giver: with the last lead gone the giver decides again; when the root's lead is done, so is the letter. */
function end(letter: LetterFold, branch: Branch, state: Branch['state'], at: string): void {
  branch.state = state;
  branch.endedAt = at;
  delete branch.prepared;
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
  }
  letter.branches.push({ id: a.branch, post: a.post, unit: a.unit, heldBy: a.heldBy, state: 'baru', at: a.at, due: a.due, seq: letter.seq });
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
