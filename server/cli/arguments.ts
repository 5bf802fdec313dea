import { Usage, type Command, type Given } from './command.ts';

/**
 * Reads what follows the verb. `--name VALUE` takes the next word whatever it looks like, so that `--working-days -3`
 * is refused for its value and not for its shape. Throws `Usage` for an unknown, repeated or incomplete option and for
 * too few or too many words. `--` ends the options.
 */
export function readArguments(args: readonly string[], command: Pick<Command, 'options' | 'words' | 'usage'>): Given {
  const values = new Map<string, string>();
  const words: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      words.push(...rest.splice(0));
    } else if (word.startsWith('--')) {
      const [name = '', ...inline] = word.slice(2).split('=');
      const kind = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
      if (!kind) throw new Usage(`Pilihan --${name} tidak dikenal. ${known(command)}`);
      if (values.has(name)) throw new Usage(`Pilihan --${name} ditulis dua kali. Tulis sekali saja.`);
      if (kind === 'flag' && inline.length > 0) throw new Usage(`Pilihan --${name} tidak memakai nilai.`);
      const value = kind === 'flag' ? '' : inline.length > 0 ? inline.join('=') : rest.shift();
      if (value === undefined || (kind === 'value' && value === '')) throw new Usage(`Pilihan --${name} butuh nilai.`);
      values.set(name, value);
    } else {
      words.push(word);
    }
  }
  const [least, most] = command.words ?? [0, 0];
  if (words.length < least) throw new Usage(`Perintah ini kurang lengkap. Lanjutkan dengan: ${command.usage.split('\n')[0]}`);
  if (words.length > most) throw new Usage(`"${words[most]!.slice(0, 40)}" tidak dikenal di sini. Hapus, atau beri tanda kutip bila berisi spasi.`);
  return { words, value: (name) => values.get(name), flag: (name) => values.has(name) };
}

const known = (command: Pick<Command, 'options'>): string => {
  const names = Object.keys(command.options);
  return names.length > 0 ? `Yang ada: ${names.map((name) => `--${name}`).join(', ')}.` : 'Perintah ini tidak punya pilihan.';
};
