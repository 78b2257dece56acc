/** Every slice with what was found on it; one that does not count says why. */
import type { PitsOnWire, SliceOnWire } from '../../../shared/contract/pits.ts';
import { NO_REPLICATES, sliceFigure, whysOfSlice } from '../../../shared/domain/pit/slice-words.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';

interface SlicesProps {
  readonly slices: PitsOnWire['slices'];
  readonly hrefOf: (slice: SliceOnWire) => string;
}

const COLUMNS = [
  ...['slice', 'assay', 'arm', 'looked at, mm²', 'pits', 'trenches', 'per mm²', 'mean area, µm²'],
  ...['eroded', 'counts', 'notes'],
];

/** Notes that several slices share are written once. */
export function Slices({ slices, hrefOf }: SlicesProps) {
  const notes = new Map<string, number>();
  const numberOf = (text: string): number => {
    notes.set(text, notes.get(text) ?? notes.size + 1);
    return notes.get(text)!;
  };
  const rows = slices.map((slice) => ({ slice, numbers: whysOfSlice(slice).map(numberOf) }));
  return (
    <section>
      <h2>Slices</h2>
      {slices.length === 0 && <p class="box">No slice is in this answer; why stands above.</p>}
      {slices.length > 0 && (
        <>
          <p class="soft">{NO_REPLICATES}.</p>
          <table class="figures">
            <thead>
              <tr>
                {COLUMNS.map((name) => (
                  <th key={name}>{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ slice, numbers }) => (
                <Row
                  key={`${slice.assay} ${slice.unit} ${slice.slice}`}
                  {...{ slice, numbers }}
                  href={hrefOf(slice)}
                />
              ))}
            </tbody>
          </table>
          <ol>
            {[...notes.keys()].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

interface RowProps {
  readonly slice: SliceOnWire;
  readonly numbers: readonly number[];
  readonly href: string;
}

function Row({ slice, numbers, href }: RowProps) {
  const { assay, unit, arm, lookedMm2, pits, trenches, perMm2, meanAreaUm2, erodedPercent } = slice;
  return (
    <tr>
      <td data-label="slice">
        <a class="gene" href={href}>
          {unit} {slice.slice}
        </a>
      </td>
      <td data-label="assay">{assay}</td>
      <td data-label="arm">{arm}</td>
      <td data-label="looked at, mm²">{sliceFigure(lookedMm2)}</td>
      <td data-label="pits">{sliceFigure(pits)}</td>
      <td data-label="trenches">{sliceFigure(trenches)}</td>
      <td data-label="per mm²">{sliceFigure(perMm2)}</td>
      <td data-label="mean area, µm²">{sliceFigure(meanAreaUm2)}</td>
      <td data-label="eroded">{erodedPercent === null ? '–' : `${significantText(erodedPercent, 2)} %`}</td>
      <td data-label="counts">{stateOf(slice)}</td>
      <td data-label="notes">{numbers.map((one) => `(${one})`).join(' ') || 'none'}</td>
    </tr>
  );
}

/** Never left empty: a slice counts, or does not. */
export function stateOf({ refused, excluded }: Pick<SliceOnWire, 'refused' | 'excluded'>): string {
  if (excluded !== undefined) return 'excluded';
  return refused === undefined ? 'yes' : 'no: waits or refused';
}
