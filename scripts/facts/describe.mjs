import ts from 'typescript';
import { meaningOf, unitOf } from './units.mjs';

const PLAIN = { DecimalString: 'decimal', UnixMs: 'time' };
/** TypeScript's own words; anything else that is named is a shape of ours. */
const BUILT_IN = new Set(['Readonly', 'Partial', 'Record', 'NonNullable', 'Extract', 'Pick', 'Omit']);

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/\/\/.*/g, ' ');

/** One line, in the words of docs/facts.md. */
const typeText = (node) =>
  withoutComments(node.getText())
    .replace(/\breadonly\s+/g, '')
    .replace(/\b(DecimalString|UnixMs)\b/g, (name) => PLAIN[name])
    .replace(/\s+/g, ' ')
    .replace(/^\| /, '')
    .trim();

const docOf = (symbol, checker) =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ');

/** Declarations of ours that a type names, by name. */
const shapesIn = (node, checker, found) => {
  const visit = (child) => {
    if (ts.isTypeReferenceNode(child) && ts.isIdentifier(child.typeName)) {
      const name = child.typeName.text;
      const symbol = checker.getSymbolAtLocation(child.typeName);
      const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const [declaration] = target?.declarations ?? [];
      if (declaration && !BUILT_IN.has(name) && !(name in PLAIN) && !found.has(name)) found.set(name, declaration);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
};

const fieldOf = (property, checker, shapes) => {
  const declaration = property.valueDeclaration ?? property.declarations[0];
  shapesIn(declaration.type, checker, shapes);
  const type = typeText(declaration.type);
  const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
  return {
    name: property.name,
    type,
    optional,
    unit: unitOf(property.name, type),
    doc: docOf(property, checker) || meaningOf(property.name),
  };
};

const fieldsOf = (type, checker, shapes) =>
  checker.getPropertiesOfType(type).map((each) => fieldOf(each, checker, shapes));

/** The doc comment above `type OrderFilled = ...` (or above the interface of its data). */
const commentsByName = (program) => {
  const comments = new Map();
  for (const source of program.getSourceFiles()) {
    if (!source.fileName.includes('/src/domain/')) continue;
    for (const statement of source.statements) {
      if (!ts.isTypeAliasDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) continue;
      const text = ts.getJSDocCommentsAndTags(statement).map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '');
      if (text.length > 0) comments.set(statement.name.text, text.join(' ').replace(/\s+/g, ' '));
    }
  }
  return comments;
};

/** Every fact by category: when, what its comment says, the fields of each of its forms. */
export const describeFacts = ({ program, catalogue }) => {
  const checker = program.getTypeChecker();
  const comments = commentsByName(program);
  const shapes = new Map();
  const byCategory = catalogue.statements.find(
    (s) => ts.isInterfaceDeclaration(s) && s.name.text === 'FactsByCategory',
  );
  const categories = byCategory.members.map((member) => {
    const union = checker.getTypeAtLocation(member);
    const facts = (union.isUnion() ? union.types : [union]).map((fact) => {
      const part = (name) => checker.getTypeOfSymbol(fact.getProperty(name));
      const type = part('type').value;
      const data = part('data');
      const forms = (data.isUnion() ? data.types : [data]).map((form) => fieldsOf(form, checker, shapes));
      return { type, comment: comments.get(type) ?? comments.get(`${type}Data`) ?? '', forms };
    });
    return { category: member.name.getText(), facts };
  });
  return { categories, shapes: describeShapes(shapes, checker, comments) };
};

/** Of a union that is named inside another one. */
const namedValues = (node, checker) => {
  const symbol = checker.getSymbolAtLocation(node.typeName);
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return valuesOf(target.declarations[0], checker);
};

/** The values of a union of literals as they stand in the source: the compiler's own order depends on what it saw before. */
const valuesOf = ({ type: node }, checker) => {
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((each) => each.literal?.text ?? namedValues(each, checker));
  if (!ts.isIndexedAccessTypeNode(node)) return undefined;
  const query = ts.isParenthesizedTypeNode(node.objectType) ? node.objectType.type : node.objectType;
  if (!ts.isTypeQueryNode(query)) return undefined;
  const symbol = checker.getSymbolAtLocation(query.exprName);
  let list = symbol?.valueDeclaration?.initializer;
  while (list && !ts.isArrayLiteralExpression(list)) list = list.expression;
  return list?.elements.map(({ text }) => text);
};

const describeShapes = (shapes, checker, comments) => {
  const described = new Map();
  // Grows while it is walked: a shape names further ones.
  for (const [name, declaration] of shapes) {
    const type = checker.getTypeAtLocation(declaration);
    const comment = comments.get(name) ?? '';
    const isUnion = type.isUnion() && type.types.every((each) => each.isStringLiteral() || each.isNumberLiteral());
    const values = isUnion ? valuesOf(declaration, checker) : undefined;
    if (values) described.set(name, { comment, values });
    else if (ts.isInterfaceDeclaration(declaration) || type.isClassOrInterface() || type.isIntersection())
      described.set(name, { comment, fields: fieldsOf(type, checker, shapes) });
    else {
      shapesIn(declaration.type, checker, shapes);
      described.set(name, { comment, text: typeText(declaration.type) });
    }
  }
  return [...described].sort(([a], [b]) => (a < b ? -1 : 1));
};
