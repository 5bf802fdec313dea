import { postedProse } from '../../../../server/engines/prose/plain-notation.ts';
import type { Prose } from '../../../../server/engines/prose/prose.ts';
import { proseSentence } from '../../../../server/engines/prose/refusals.ts';

/**
 * The body that `ProseEditor` posted, with or without script; `error` is a sentence for beside the field. `before`: what stood
 * there when the page was drawn, so that typing without script loses nothing of the blocks left alone.
 */
export function readProse(data: FormData, name: string, before?: Prose): { value: Prose; error?: undefined } | { value?: undefined; error: string; plain: string } {
  const textOf = (key: string) => {
    const found = data.get(key);
    return typeof found === 'string' ? found : undefined;
  };
  const plain = textOf(name);
  const read = postedProse({ json: textOf(`${name}.json`), plain }, before);
  return read.ok ? { value: read.value } : { error: proseSentence(read.refusal), plain: plain ?? '' };
}
