export interface CommandAnswer {
  /** The number in `C:{id}:…`. */
  number: number;
  /** 0 done; below 0 an error; above 0 of DATA QUERY: how many. */
  code: number;
  command: string;
  /** What stood below the result, for commands that answer with lines (INFO). */
  text: string;
}

/** Results of commands, one `ID=1&Return=0&CMD=DATA` a line and several in one body; other lines belong to the result above them. */
export function readAnswers(body: string): CommandAnswer[] {
  const answers: CommandAnswer[] = [];
  for (const line of body.split(/\r\n|\n|\r/)) {
    const values = /(^|&)ID=/i.test(line) ? new Map(line.split('&').map((part) => [part.slice(0, Math.max(0, part.indexOf('='))).trim().toLowerCase(), part.slice(part.indexOf('=') + 1).trim()])) : undefined;
    const number = Number(values?.get('id'));
    const code = Number(values?.get('return') ?? 0);
    if (values && Number.isSafeInteger(number) && number > 0) answers.push({ number, code: Number.isSafeInteger(code) ? code : -1, command: (values.get('cmd') ?? '').slice(0, 40), text: '' });
    else if (answers.length > 0 && line.trim() !== '') answers.at(-1)!.text = `${answers.at(-1)!.text}${line}\n`.slice(0, 4000);
  }
  return answers;
}

/** What a result means, and what to do. */
export function sentenceOfAnswer(code: number): string {
  if (code >= 0) return 'Selesai.';
  return { [-1]: 'Mesin tidak mengenal perintah ini atau tidak punya datanya.', [-2]: 'Mesin gagal membaca berkasnya. Nyalakan ulang mesin, lalu coba lagi.', [-1002]: 'Mesin tidak memahami perintah ini.', [-1004]: 'Model mesin ini tidak punya data itu.' }[code] ?? `Mesin menjawab galat ${code}.`;
}
