import { getContext, setContext } from 'svelte';

const key = Symbol('address of the form');

/**
 * Small buttons inside a form (a row more, a file less) post to the page's own address and land on their field. A form
 * with a named action says its address once, while it is initialised: `tellFormAction('?/simpan')`.
 */
export const tellFormAction = (address: string): string => setContext(key, address);
export const formAction = (): string => getContext<string | undefined>(key) ?? '';
