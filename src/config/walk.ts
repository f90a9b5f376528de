import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { kept } from '../text/say.ts';
import type { Finding } from './finding.ts';
import type { Path } from './path.ts';
import type { Resolve, Spot } from './spot.ts';

/** A file of three thousand hosts has some 20,000 nodes; aliases of aliases could make any number of them. */
const limits = { nodes: 200_000, depth: 40 };

interface Walk {
  readonly document: Document;
  readonly resolve: Resolve;
  readonly spots: Map<string, Spot>;
  readonly findings: Finding[];
  /** What aliases were found to stand for: looking it up goes through the whole document. */
  readonly anchors: Map<Alias, Node | undefined>;
  nodes: number;
}

/** The document as plain data, with anchors and `<<` followed, and the place of every part of it. */
export function walk(document: Document, resolve: Resolve) {
  const state: Walk = { document, resolve, spots: new Map(), findings: [], anchors: new Map(), nodes: 0 };
  const data = nodeValue(state, [], document.contents, {});
  return { data, spots: state.spots, findings: state.findings };
}

/** Where a value was met: after which key, and (through an alias) at which place. */
interface Met {
  readonly key?: number;
  readonly value?: number;
}

function nodeValue(state: Walk, path: Path, node: unknown, met: Met): unknown {
  state.nodes += 1;
  if (state.nodes > limits.nodes || path.length > limits.depth)
    return tooMuch(state, met.value ?? startOf(node));
  if (isAlias(node)) return aliasOf(state, path, node, met);
  mark(state, path, node, met);
  if (isMap(node)) return mapOf(state, path, node);
  if (isSeq(node)) return node.items.map((item, index) => nodeValue(state, [...path, index], item, {}));
  if (isScalar(node)) return scalarOf(state, path, node);
  return null;
}

/** Told once: a cycle of aliases would tell it for ever. */
function tooMuch(state: Walk, place: number | undefined): null {
  const message = kept`is too large or too deep; does an alias (\`*NAME\`) lead back to itself?`;
  if (!state.findings.some((finding) => finding.message === message))
    state.findings.push({ path: [], message, offset: place ?? 0 });
  state.nodes = Number.POSITIVE_INFINITY;
  return null;
}

function aliasOf(state: Walk, path: Path, alias: Alias, met: Met): unknown {
  const target = targetOf(state, alias);
  const value = startOf(alias) ?? met.key ?? 0;
  if (target === undefined)
    state.findings.push({
      path,
      message: kept`is an alias of an anchor (\`&NAME\`) that does not come before it`,
      offset: value,
    });
  return target === undefined ? undefined : nodeValue(state, path, target, { ...met, value });
}

function targetOf(state: Walk, alias: Alias): Node | undefined {
  if (!state.anchors.has(alias)) state.anchors.set(alias, alias.resolve(state.document));
  return state.anchors.get(alias);
}

const startOf = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;

function mark(state: Walk, path: Path, node: unknown, met: Met): void {
  const value = met.value ?? startOf(node) ?? met.key ?? 0;
  const text = isScalar(node) && node.value !== null ? { text: scalarText(node) } : {};
  state.spots.set(JSON.stringify(path), {
    ...(met.key === undefined ? {} : { key: met.key }),
    value,
    ...text,
  });
}

const scalarText = (node: Scalar): string =>
  typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));

function scalarOf(state: Walk, path: Path, { value }: Scalar): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return state.resolve(path, value);
  state.findings.push({
    path,
    message: kept`must be plain text, a number, \`true\` or \`false\`, without a YAML tag`,
  });
  return null;
}

function mapOf(state: Walk, path: Path, map: YAMLMap): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const merged: Pair[] = [];
  for (const pair of map.items) {
    const key = keyOf(state, path, pair.key);
    if (key === '<<') merged.push(pair);
    else if (key !== undefined && isNew(state, [...path, key], pair.key, data))
      data[key] = nodeValue(state, [...path, key], pair.value, at(pair.key));
  }
  for (const pair of merged) merge(state, pair.value, { path, data, depth: path.length });
  return data;
}

const at = (key: unknown): Met => {
  const start = startOf(key);
  return start === undefined ? {} : { key: start };
};

function keyOf(state: Walk, path: Path, key: unknown): string | undefined {
  const text = isScalar(key) && key.value !== null ? scalarText(key) : undefined;
  if (text !== undefined && text !== '__proto__') return text;
  state.findings.push({ path, message: kept`has a key that is not plain text`, ...offset(startOf(key)) });
  return undefined;
}

const offset = (start: number | undefined) => (start === undefined ? {} : { offset: start });

function isNew(state: Walk, path: Path, key: unknown, data: Record<string, unknown>): boolean {
  const name = String(path.at(-1));
  if (!Object.hasOwn(data, name)) return true;
  state.findings.push({ path, message: kept`is given twice; keep one of them`, ...offset(startOf(key)) });
  return false;
}

interface Merging {
  readonly path: Path;
  readonly data: Record<string, unknown>;
  readonly depth: number;
}

/** `<<: *NAME` or `<<: [*A, *B]`: keys that the mapping itself has win, as do earlier ones. */
function merge(state: Walk, node: unknown, { path, data, depth }: Merging): void {
  state.nodes += 1;
  if (state.nodes > limits.nodes || depth > limits.depth) return void tooMuch(state, startOf(node));
  const target = isAlias(node) ? targetOf(state, node) : node;
  if (isSeq(target)) {
    for (const item of target.items) merge(state, item, { path, data, depth: depth + 1 });
  } else if (isMap(target)) {
    for (const pair of target.items) mergePair(state, pair, { path, data, depth: depth + 1 });
  } else {
    const message = kept`has a \`<<\` that is no alias (\`*NAME\`) of a mapping`;
    state.findings.push({ path, message, ...offset(startOf(node)) });
  }
}

function mergePair(state: Walk, pair: Pair, into: Merging): void {
  const key = keyOf(state, into.path, pair.key);
  if (key === '<<') merge(state, pair.value, into);
  else if (key !== undefined && !Object.hasOwn(into.data, key))
    into.data[key] = nodeValue(state, [...into.path, key], pair.value, at(pair.key));
}
