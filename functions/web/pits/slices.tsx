/** Every slice with what was found on it; one that does not count says why. */
import type { PitsOnWire, SliceOnWire } from '../../../shared/contract/pits.ts';
import { NO_REPLICATES, sliceFigure, whysOfSlice } from '../../../shared/domain/pit/slice-words.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { notesOf, numbersText } from '../parts/notes.ts';

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
  const { notes, numbers } = notesOf(slices.map(whysOfSlice));
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
              {slices.map((slice, i) => (
                <Row
                  key={`${slice.assay} ${slice.unit} ${slice.slice}`}
                  slice={slice}
                  numbers={numbers[i] ?? []}
                  href={hrefOf(slice)}
                />
              ))}
            </tbody>
          </table>
          <ol>
            {notes.map((note) => (
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
        <a class="gene" href={href} data-slice={sliceName(slice)}>
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
      <td data-label="notes">{numbersText(numbers) || 'none'}</td>
    </tr>
  );
}

/** As the address has it. */
export const sliceName = ({ assay, unit, slice }: SliceOnWire): string => [assay, unit, slice].join('/');

/** Never left empty: a slice counts, or does not. */
export function stateOf({ refused, excluded }: Pick<SliceOnWire, 'refused' | 'excluded'>): string {
  if (excluded !== undefined) return 'excluded';
  return refused === undefined ? 'yes' : 'no: waits or refused';
}
