export const sql = (text: TemplateStringsArray): string => text.join('?');
