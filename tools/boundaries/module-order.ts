import * as ts from 'typescript';

/**
 * The order of the modules as `server/modules.ts` lists them: the first time each imported module is named
 * inside an array, in the order of the text. Chapters may nest the arrays.
 */
export function readModuleOrder(text: string): string[] {
  const file = ts.createSourceFile('modules.ts', text, ts.ScriptTarget.Latest, true);
  const modules = importedModules(file);
  const order: string[] = [];
  const add = (id: string | undefined) => {
    if (id !== undefined && !order.includes(id)) order.push(id);
  };
  const visit = (node: ts.Node, inArray: boolean): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    if (inArray && ts.isIdentifier(node)) add(modules.get(node.text));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [asked] = node.arguments;
      if (asked && ts.isStringLiteralLike(asked)) add(moduleIn(asked.text));
    }
    ts.forEachChild(node, (child) => visit(child, inArray || ts.isArrayLiteralExpression(node)));
  };
  visit(file, false);
  return order;
}

function importedModules(file: ts.SourceFile): Map<string, string> {
  const modules = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const id = moduleIn(statement.moduleSpecifier.text);
    const clause = statement.importClause;
    if (id === undefined || !clause) continue;
    if (clause.name) modules.set(clause.name.text, id);
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) modules.set(bindings.name.text, id);
    if (bindings && ts.isNamedImports(bindings)) for (const one of bindings.elements) modules.set(one.name.text, id);
  }
  return modules;
}

const moduleIn = (specifier: string): string | undefined =>
  /^\.\/modules\/(.+)\/module\.ts$/.exec(specifier)?.[1];
