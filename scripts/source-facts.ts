import {
  isArrowFunction,
  isCallExpression,
  isExportAssignment,
  isExportDeclaration,
  isExportSpecifier,
  isFunctionDeclaration,
  isFunctionExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isStringLiteral,
  isVariableDeclaration,
  isVariableStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "typescript/unstable/ast";
import type { FileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";

/** What the limits look at in one TypeScript file. Lines count from 1. */
export interface SourceFacts {
  /** Lines of the file. */
  lines: number;
  imports: { specifier: string; line: number; typeOnly: boolean }[];
  /** Every function, method and arrow with a body; `name` is "" where it has none. */
  functions: { name: string; line: number; lines: number }[];
  /** Functions and arrows exported by name, with the number of positional parameters. */
  exported: { name: string; line: number; parameters: number }[];
  defaultExports: number[];
  anyTypes: number[];
}

/** Files by absolute path, for the compiler only; every call adds a folder of its own. */
const memory = new Map<string, string>();
let compiler: API | undefined;
let calls = 0;

/** Parses TypeScript files, given by path and text, with the compiler's own parser. Reads nothing from the disk. */
export function sourceFacts(files: ReadonlyMap<string, string>): Map<string, SourceFacts> {
  // One compiler process serves all calls and ends with this process.
  compiler ??= new API({ cwd: "/", fs: inMemory });
  const folder = `/call-${calls++}/`;
  const project = `${folder}tsconfig.json`;
  const compilerOptions = { noLib: true, noResolve: true, types: [] };
  memory.set(project, JSON.stringify({ files: [...files.keys()], compilerOptions }));
  for (const [path, text] of files) memory.set(folder + path, text);
  const snapshot = compiler.updateSnapshot({ openProjects: [project] });
  const program = snapshot.getProject(project)?.program;
  const facts = [...files].map(([path, text]): [string, SourceFacts] => {
    const file = program?.getSourceFile(folder + path);
    if (!file) throw new Error(`${path}: the TypeScript parser did not take the file`);
    return [path, factsOf(file, text)];
  });
  snapshot.dispose();
  return new Map(facts);
}

const inMemory: FileSystem = {
  readFile: (path) => memory.get(path) ?? null,
  fileExists: (path) => memory.has(path),
  directoryExists: (path) => [...memory.keys()].some((file) => file.startsWith(`${path}/`)),
  getAccessibleEntries: () => ({ files: [], directories: [] }),
  realpath: (path) => path,
};

function factsOf(file: SourceFile, text: string): SourceFacts {
  const facts: SourceFacts = {
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    imports: [],
    functions: [],
    exported: [],
    defaultExports: [],
    anyTypes: [],
  };
  const lineAt = lineFinder(text);
  const visit = (node: Node): void => {
    const line = lineAt(node.getStart(file));
    const found = importOf(node);
    if (found) facts.imports.push({ ...found, line });
    if (isDefaultExport(node)) facts.defaultExports.push(line);
    if (node.kind === SyntaxKind.AnyKeyword) facts.anyTypes.push(line);
    for (const { name, parameters } of exportedFunctions(node)) facts.exported.push({ name, line, parameters });
    if (isFunctionLikeDeclaration(node) && node.body) {
      facts.functions.push({ name: nameOf(node), line, lines: lineAt(node.end) - line + 1 });
    }
    node.forEachChild(visit);
  };
  file.forEachChild(visit);
  return facts;
}

/** `import … from`, `export … from`, `import("…")` and `import("…")` as a type. */
function importOf(node: Node): { specifier: string; typeOnly: boolean } | null {
  if (isImportDeclaration(node) && isStringLiteral(node.moduleSpecifier)) {
    const typeOnly = node.importClause?.phaseModifier === SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier.text, typeOnly };
  }
  if (isExportDeclaration(node) && node.moduleSpecifier && isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
    const [target] = node.arguments;
    return target && isStringLiteral(target) ? { specifier: target.text, typeOnly: false } : null;
  }
  if (isImportTypeNode(node) && isLiteralTypeNode(node.argument) && isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true };
  }
  return null;
}

function exportedFunctions(node: Node): { name: string; parameters: number }[] {
  if (!(isFunctionDeclaration(node) || isVariableStatement(node))) return [];
  if (!node.modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword)) return [];
  if (isFunctionDeclaration(node)) return [{ name: nameOf(node), parameters: node.parameters.length }];
  return node.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && isIdentifier(name) && (isArrowFunction(initializer) || isFunctionExpression(initializer))
      ? [{ name: name.text, parameters: initializer.parameters.length }]
      : [],
  );
}

function isDefaultExport(node: Node): boolean {
  if (isExportAssignment(node)) return true;
  if (isExportSpecifier(node)) return node.name.text === "default";
  return node.kind === SyntaxKind.DefaultKeyword;
}

function nameOf(node: Node): string {
  const named = "name" in node && node.name ? node : node.parent;
  if (isVariableDeclaration(named) && isIdentifier(named.name)) return named.name.text;
  const name = "name" in named ? (named.name as Node | undefined) : undefined;
  return name && "text" in name ? String(name.text) : "";
}

/** Turns a character offset into a line number by bisection. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
