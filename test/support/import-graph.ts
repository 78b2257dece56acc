/** The imports between files or folders, and the circles in them. Type imports count as value imports do. */
import { posix } from 'node:path';

/** From a file, by its path, to its text. */
export type Sources = ReadonlyMap<string, string>;

/** From a file or folder to those it imports, each with the imports that make the arrow. */
export type Graph = ReadonlyMap<string, ReadonlyMap<string, readonly Import[]>>;

export interface Import {
  readonly file: string;
  /** The path of a file of ours, or the name of a package. */
  readonly target: string;
}

const SPECIFIERS =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|^import\s+'([^']+)'/gm;

/** Every import of a file: of values, of types, for its effects, and at run time. */
export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(SPECIFIERS)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    const isOurs = specifier.startsWith('.');
    return { file, target: isOurs ? posix.join(posix.dirname(file), specifier) : specifier };
  });
}

/** The arrows between files that are among the sources. */
export function fileGraph(sources: Sources): Graph {
  return graphOf(sources, (file) => file);
}

/** The arrows between folders. A folder's own subfolder is another folder. */
export function folderGraph(sources: Sources): Graph {
  return graphOf(sources, (file) => posix.dirname(file));
}

function graphOf(sources: Sources, nodeOf: (file: string) => string): Graph {
  const graph = new Map<string, Map<string, Import[]>>();
  for (const [file, source] of sources) {
    for (const one of importsOf(file, source).filter(({ target }) => sources.has(target))) {
      const [from, to] = [nodeOf(file), nodeOf(one.target)];
      if (from === to && file !== one.target) continue;
      const arrows = graph.get(from) ?? new Map<string, Import[]>();
      arrows.set(to, [...(arrows.get(to) ?? []), one]);
      graph.set(from, arrows);
    }
  }
  return graph;
}

/**
 * For every node that is in a circle, a shortest circle through it, each circle once. As a sentence: the path, and
 * for each arrow of it the first import that makes it.
 */
export function circlesOf(graph: Graph): string[] {
  const circles = new Map<string, string>();
  for (const start of [...graph.keys()].sort()) {
    const path = shortestCircle(graph, start);
    const name = path?.toSorted().join() ?? '';
    if (path !== null && !circles.has(name)) circles.set(name, told(graph, path));
  }
  return [...circles.values()];
}

/** The nodes of a shortest circle through a node, that node first; null where it is in none. Breadth first. */
function shortestCircle(graph: Graph, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let node = waiting.shift(); node !== undefined; node = waiting.shift()) {
    const next = graph.get(node)?.keys() ?? [];
    for (const one of next) {
      if (one === start) return pathTo(node, start, cameFrom);
      if (cameFrom.has(one)) continue;
      cameFrom.set(one, node);
      waiting.push(one);
    }
  }
  return null;
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path: string[] = [];
  for (let node = end; node !== start; node = cameFrom.get(node) ?? start) path.unshift(node);
  return [start, ...path];
}

function told(graph: Graph, path: readonly string[]): string {
  const round = [...path, path[0]!];
  const arrows = path.map((from, i) => graph.get(from)?.get(round[i + 1]!)?.[0]);
  const files = arrows.map((arrow) => `${arrow?.file} imports ${arrow?.target}`);
  return `${round.join(' -> ')} (${files.join('; ')})`;
}

/**
 * Imports that do not go down: of a room on the same floor or above, of a room that has no floor, and by one.
 * Floors are given from the lowest; a room is a folder, or one file, in `house`.
 */
export function upwardImports(
  sources: Sources,
  house: string,
  floors: readonly (readonly string[])[],
): string[] {
  const roomOf = (file: string) =>
    file.startsWith(`${house}/`) ? (file.slice(house.length + 1).split('/')[0] ?? '') : null;
  const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));
  const told: string[] = [];
  for (const [file, source] of sources) {
    const from = roomOf(file);
    if (from === null) continue;
    if (floorOf(from) < 0) told.push(`${file}: ${house}/${from} has no floor`);
    for (const { target } of importsOf(file, source)) {
      const to = roomOf(target);
      if (to === null || to === from || (floorOf(to) >= 0 && floorOf(to) < floorOf(from))) continue;
      told.push(
        `${file} imports ${target}: ${from} stands on floor ${floorOf(from)}, ${to} on ${floorOf(to)}`,
      );
    }
  }
  return told;
}
