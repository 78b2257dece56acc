import type { ContrastOnWire } from '../../../shared/contract/expression.ts';
import { gLines } from '../../../shared/domain/g-level/g-lines.ts';
import { platformLines } from '../../../shared/domain/platform/platform-lines.ts';

type Told = ContrastOnWire['environment'];

/** By shape as well: only CLEAN is a full circle. */
const SHAPES = { CLEAN: '●', CONFOUNDED: '▲', UNKNOWN: '?' } as const;

/** Whether something else than gravity differs between the arms: the verdict stands open, its evidence folds out. */
export function Environment({ environment }: { readonly environment: Told }) {
  const { verdict, sentence, pairs, handledApart = [], gLevels, platforms } = environment;
  const lines = [
    ...handledApart,
    ...pairs.flatMap(({ pair, verdict: own, reasons }) =>
      reasons.length === 0 ? [`${pair}: ${own}`] : reasons.map((reason) => `${pair} ${own}: ${reason}`),
    ),
    ...gLines(gLevels),
    ...platformLines(platforms),
  ];
  return (
    <div class={`box ${verdict === 'CLEAN' ? '' : 'failure'}`}>
      <p>
        <strong>
          <span aria-hidden="true">{SHAPES[verdict]}</span> Environment {verdict}
        </strong>
        : {sentence}
      </p>
      {lines.length > 0 && (
        <details>
          <summary>Pairs, g-levels and platforms behind this verdict</summary>
          <ul>
            {[...new Set(lines)].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
