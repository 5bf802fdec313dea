import { stepsNow, stepsOf, type Action, type LetterFold, type Named, type Step } from './letter-state.ts';

/**
 * The letter after one more accepted action. Pure and total: whether an action may be done is asked before (`mayAct`), so a
 * stored history always folds.
 */
export function apply(before: LetterFold | undefined, action: Action): LetterFold {
  if (action.kind === 'begin') return begin(action);
  if (!before) throw new Error('a history begins with begin');
  const letter: LetterFold = { ...structuredClone(before), seq: before.seq + 1 };
  step(letter, action);
  if (letter.state !== before.state || action.kind === 'initial' || action.kind === 'pass') letter.since = action.at;
  return letter;
}

export function fold(actions: readonly Action[]): LetterFold {
  let letter: LetterFold | undefined;
  for (const action of actions) letter = apply(letter, action);
  if (!letter) throw new Error('no action');
  return letter;
}

const begin = (a: Extract<Action, { kind: 'begin' }>): LetterFold => ({
  seq: 1, state: 'konsep', type: a.type, drafter: { post: a.post, unit: a.unit }, ...(a.answers ? { answers: a.answers } : {}), secrecy: 'biasa', version: 0, hash: '', steps: [], unit: a.unit, named: nameAll([], [a.by.person ? { person: a.by.person, name: a.by.name ?? '' } : undefined]), since: a.at,
});

function step(letter: LetterFold, a: Exclude<Action, { kind: 'begin' }>): void {
  switch (a.kind) {
    case 'submit':
      letter.steps = stepsAfter(letter, a);
      Object.assign(letter, { type: a.type, secrecy: a.secrecy, version: a.version, hash: a.hash, signer: a.signer, unit: a.unit });
      letter.named = nameAll(letter.named, a.named);
      delete letter.because;
      return onwards(letter);
    case 'initial': {
      const mine = stepsNow(letter).find((one) => one.post === a.post)!;
      mine.done = { at: a.at, by: a.by.name ?? '', capacity: a.by.capacity ?? 'definitive', version: letter.version };
      delete mine.void;
      return onwards(letter);
    }
    case 'withdraw':
    case 'return':
      letter.state = 'koreksi';
      letter.because = letter.seq;
      return;
    case 'raise':
      letter.secrecy = a.secrecy;
      return;
    case 'pass':
      letter.signer = a.signer;
      letter.unit = a.unit;
      letter.named = nameAll(letter.named, a.named);
      return;
    case 'number':
      letter.state = 'penomoran';
      letter.unit = a.unit;
      letter.document = { id: a.document, number: a.number, day: a.day, holder: a.holder, ink: a.ink };
      delete letter.failure;
      return;
    case 'fail':
      letter.failure = { code: a.code, uncertain: a.uncertain };
      return;
    case 'sign':
      letter.state = 'ditandatangani';
      letter.document = { ...letter.document!, sha256: a.sha256 };
      delete letter.failure;
      return;
    case 'send':
      letter.state = 'terkirim';
      return;
    case 'file':
      letter.state = 'diberkaskan';
      return;
    case 'cancel':
      letter.state = 'batal';
      letter.because = letter.seq;
  }
}

/** To who is next: those who initial, then who signs. */
function onwards(letter: LetterFold): void {
  letter.state = letter.steps.every((one) => one.done) ? 'siap_ttd' : 'paraf';
}

/** A paraf approves a content hash: another text voids all of them. With the same text those before the lowest stage that changed stay (reference of naskah dinas, section 9). */
function stepsAfter(before: LetterFold, a: Extract<Action, { kind: 'submit' }>): Step[] {
  const wanted = stepsOf(a.chain);
  const lowest = a.hash === before.hash ? lowestChange(before.steps, wanted) : 0;
  return wanted.map((one) => {
    const known = before.steps.find((step) => step.post === one.post && step.kind === one.kind);
    if (!known) return one;
    if (known.done && known.stage === one.stage && one.stage < lowest) return known;
    const outgrown = known.done?.version ?? known.void;
    return outgrown === undefined ? one : { ...one, void: outgrown };
  });
}
function lowestChange(before: readonly Step[], after: readonly Step[]): number {
  const postsIn = (steps: readonly Step[], stage: number) => steps.filter((one) => one.stage === stage).map((one) => `${one.kind} ${one.post}`).sort().join();
  const stages = Math.max(-1, ...before.map((one) => one.stage), ...after.map((one) => one.stage)) + 1;
  for (let stage = 0; stage < stages; stage++) if (postsIn(before, stage) !== postsIn(after, stage)) {
    // One more who is coordinated with changes nothing for those beside.
    const kept = before.filter((one) => one.stage === stage).every((one) => one.kind === 'coordination' && after.some((other) => other.stage === stage && other.post === one.post && other.kind === one.kind));
    if (!kept || postsIn(before, stage) === '') return stage;
  }
  return stages;
}

function nameAll(known: readonly Named[], more: readonly (Named | undefined)[]): Named[] {
  const all = [...known, ...more.filter((one) => one !== undefined)];
  return all.filter((one, nth) => all.findIndex((other) => other.person === one.person) === nth);
}
