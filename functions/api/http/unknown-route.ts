import { nearest } from '../../../shared/domain/nearest.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { HttpRefusal } from '../../../shared/runtime/problem.ts';

interface Route {
  readonly method: string;
  /** As Hono writes it: `/v1/experiments/:experiment`. */
  readonly path: string;
}

/** Why no route took the request: another method would have been, or the path is unknown (with the nearest). */
export function unknownRoute(method: string, path: string, routes: readonly Route[]): Error {
  const served = routes.filter((route) => route.method !== 'ALL');
  const methods = [
    ...new Set(served.filter((route) => covers(route.path, path)).map((route) => route.method)),
  ];
  if (methods.length > 0) {
    const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    const sentence = `${method} is not served at this path; served: ${methods.join(', ')}`;
    return new HttpRefusal(405, 'route.method', sentence, { Allow: allow.join(', ') });
  }
  const known = [...new Set(served.map((route) => filledIn(route.path, path)))];
  const meant = nearest(path, known);
  const hint = meant === null ? 'the paths are in /openapi.json' : `did you mean ${meant}?`;
  return new Refusal('not-found', 'route.unknown', `there is nothing at ${path.slice(0, 200)}; ${hint}`);
}

function covers(route: string, path: string): boolean {
  return filledIn(route, path) === path && route.split('/').length === path.split('/').length;
}

/** The route with the path's own words where it takes any. */
function filledIn(route: string, path: string): string {
  const words = path.split('/');
  return route
    .split('/')
    .map((word, i) => (word.startsWith(':') ? (words[i] ?? word) : word))
    .join('/');
}
