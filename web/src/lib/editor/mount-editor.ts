import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { history } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { Slice, type Node } from 'prosemirror-model';
import { EditorState, type Command, type Plugin } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import { EditorView } from 'prosemirror-view';
import { checkProse } from '../../../../server/engines/prose/check-prose.ts';
import { proseOfHtml } from '../../../../server/engines/prose/prose-of-html.ts';
import type { Prose } from '../../../../server/engines/prose/prose.ts';
import { proseSentence } from '../../../../server/engines/prose/refusals.ts';
import * as commands from './commands.ts';
import { schema } from './schema.ts';

export interface Editor {
  /** What stands there; undefined with a sentence told when it cannot be kept (too long). */
  prose(): Prose | undefined;
  show(prose: Prose): void;
  run(command: Command): void;
  /** Whether the command could do something here. */
  can(command: Command): boolean;
  focus(): void;
  destroy(): void;
}

export interface EditorWishes {
  place: HTMLElement;
  value: Prose;
  attributes: Record<string, string>;
  /** What a merge field is called: "Nama pegawai". */
  labelOf(name: string): string;
  /** After every change of text or place. `changed`: the text is another. */
  moved(here: commands.Here, changed: boolean): void;
  /** Something to be said: what a paste left out, why it was refused. */
  told(sentence: string): void;
}

/** Puts the editor into `place`. Only the pages that write load this file (ProseMirror, about 75 KB compressed). */
export function mountEditor({ place, value, attributes, labelOf, moved, told }: EditorWishes): Editor {
  let leaving = false;
  const stateOf = (prose: Prose) => EditorState.create({ doc: docOf(prose), plugins });
  const plugins: Plugin[] = [
    history(),
    keymap({
      'Mod-z': commands.undo, 'Mod-y': commands.redo, 'Mod-Shift-z': commands.redo,
      'Mod-b': commands.mark('bold'), 'Mod-i': commands.mark('italic'), 'Mod-u': commands.mark('underline'),
      'Mod-Alt-0': commands.level(0), 'Mod-Alt-1': commands.level(1), 'Mod-Alt-2': commands.level(2), 'Mod-Alt-3': commands.level(3),
      'Mod-Shift-7': commands.list('orderedList'), 'Mod-Shift-8': commands.list('bulletList'),
      'Shift-Enter': commands.hardBreak, 'Mod-Enter': commands.pageBreak, Enter: commands.splitItem,
      // Escape, then Tab leaves the field: nobody is caught in it (WCAG 2.1.2).
      Escape: () => {
        leaving = true;
        return false;
      },
      Tab: unlessLeaving(chainCommands(goToNextCell(1), commands.indent)),
      'Shift-Tab': unlessLeaving(chainCommands(goToNextCell(-1), commands.outdent)),
    }),
    keymap(baseKeymap),
    tableEditing(),
  ];
  function unlessLeaving(command: Command): Command {
    return (state, dispatch, view) => !leaving && command(state, dispatch, view);
  }

  function pasted(event: ClipboardEvent): boolean {
    const html = event.clipboardData?.getData('text/html');
    // Our own copies keep ProseMirror's way, which knows half a table.
    if (!html || html.includes('data-pm-slice') || !view.editable) return false;
    event.preventDefault();
    const read = proseOfHtml(html);
    if (!read.ok) {
      told(proseSentence(read.refusal));
      return true;
    }
    const { content } = docOf(read.value.prose);
    // A single paragraph runs into the line; more stand as blocks of their own.
    const isLine = content.childCount === 1 && content.firstChild!.type.name === 'paragraph';
    view.dispatch(view.state.tr.replaceSelection(new Slice(content, isLine ? 1 : 0, isLine ? 1 : 0)).scrollIntoView().setMeta('paste', true));
    for (const warning of read.value.warnings) told(warning);
    return true;
  }

  const view = new EditorView(place, {
    state: stateOf(value),
    attributes,
    nodeViews: { mergeField: (node) => ({ dom: fieldElement(String(node.attrs['name']), labelOf(String(node.attrs['name']))) }) },
    dispatchTransaction(transaction) {
      leaving = false;
      view.updateState(view.state.apply(transaction));
      moved(commands.hereOf(view.state), transaction.docChanged);
    },
    // Before ProseMirror reads the clipboard itself: it would put Word's style sheet into a document, which the page's policy blocks.
    handleDOMEvents: { paste: (_, event) => pasted(event) },
  });
  moved(commands.hereOf(view.state), false);

  return {
    prose: () => {
      const checked = checkProse(view.state.doc.toJSON());
      if (checked.ok) return withoutLastBlank(checked.value);
      told(proseSentence(checked.refusal));
      return undefined;
    },
    show(prose) {
      // As one change, so that it can be taken back.
      const { content } = docOf(prose);
      view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, content));
    },
    run(command) {
      command(view.state, view.dispatch, view);
      view.focus();
    },
    can: (command) => command(view.state),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

/** An empty body is one empty paragraph to type into. */
const docOf = (prose: Prose): Node => schema.nodeFromJSON({ type: 'doc', content: prose.content.length > 0 ? prose.content : [{ type: 'paragraph' }] });

/** The line that the editor keeps open at the end is no part of the letter. */
const withoutLastBlank = (prose: Prose): Prose => {
  const content = [...prose.content];
  for (let last = content.at(-1); last?.type === 'paragraph' && !last.content; last = content.at(-1)) content.pop();
  return { type: 'doc', content };
};

function fieldElement(name: string, label: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'isian';
  element.dataset['isian'] = name;
  element.contentEditable = 'false';
  element.textContent = label;
  return element;
}
