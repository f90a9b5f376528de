import { parseDocument } from 'yaml';
import { kept } from '../text/say.ts';
import type { Finding } from './finding.ts';
import type { Path } from './path.ts';
import { positions } from './position.ts';
import type { Position } from './problem.ts';
import type { Resolve, Spot } from './spot.ts';
import { syntaxFindings } from './syntax.ts';
import { walk } from './walk.ts';

/** A YAML text as plain data, and where each part of it stands. */
export interface Tree {
  readonly data: unknown;
  spot(path: Path): Spot | undefined;
  position(offset: number): Position;
  /** The text is not YAML there; what comes after the first of these cannot be trusted. */
  readonly syntax: readonly Finding[];
  /** YAML, but not of the plain sort that a configuration is. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Reads the text; never throws on what it says. */
export function readTree(text: string, resolve: Resolve): Tree {
  // Keys that are given twice are told by walk, with their path.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const { data, spots, findings } = walk(document, resolve);
  return {
    data,
    spot: (path) => spots.get(JSON.stringify(path)),
    position: positions(text),
    syntax: syntaxFindings(document.errors, text),
    findings,
    warnings: document.warnings.map(({ pos }) => ({
      path: [],
      message: kept`has a YAML tag or directive that means nothing here`,
      offset: pos[0],
    })),
  };
}
