/** One slice: what is said of it, and the pictures of what was found on its images. */
import type { SliceOnWire } from '../../../shared/contract/pits.ts';
import { sliceFigure, whysOfSlice } from '../../../shared/domain/pit/slice-words.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import type { Move } from '../address/move.ts';
import { Choice } from '../parts/choice.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import type { Api } from '../stack/api.ts';
import { PictureViewer } from './picture-viewer.tsx';
import { stateOf } from './slices.tsx';

interface SliceCardProps {
  readonly api: Api;
  readonly experiment: string;
  readonly slice: SliceOnWire;
  readonly query: Readonly<Record<string, string>>;
  readonly move: Move;
}

interface Picture {
  readonly name: string;
  readonly mask: string;
  readonly overlay: string;
}

export function SliceCard({ api, experiment, slice, query, move }: SliceCardProps) {
  const { scale, erodedPercent, lookedMm2, pits, trenches, substrate, images = [] } = slice;
  const heading = useArrival();
  const pictures = images.flatMap(picturesOf);
  const shown = pictures.find(({ name }) => name === query.image) ?? pictures[0];
  const facts = [
    `counts: ${stateOf(slice)}`,
    `${pits} pits, ${trenches === null ? 'trenches not told apart' : `${trenches} trenches`} on ${sliceFigure(lookedMm2)} mm² that were looked at`,
    ...(erodedPercent === null ? [] : [`${significantText(erodedPercent, 2)} % eroded`]),
    ...(substrate === null ? [] : [substrate]),
    ...(scale === null ? ['no scale'] : [scale.sentence]),
    ...whysOfSlice(slice),
  ];
  return (
    <section class="card gene-card">
      <div class="card-head">
        <h2 ref={heading} tabIndex={-1}>
          Slice {slice.unit} {slice.slice} <span class="soft">{slice.assay}</span>
        </h2>
        <button type="button" onClick={() => move({ slice: null, image: null })}>
          Close
        </button>
      </div>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {pictures.length > 1 && (
        <form class="choices" onSubmit={(event) => event.preventDefault()}>
          <Choice label="Image" value={shown?.name ?? ''} onChange={(image) => move({ image })}>
            {pictures.map(({ name }) => [name, name])}
          </Choice>
        </form>
      )}
      {shown === undefined ? (
        <p class="box">It was measured elsewhere: Howship has a table of its objects, and no image of it.</p>
      ) : (
        <PictureViewer
          key={shown.overlay}
          {...{ api, experiment, move }}
          name={shown.name}
          mask={shown.mask}
          overlay={shown.overlay}
          micrometres={scale?.micrometres ?? null}
          isConfirmed={scale?.confirmed != null}
          look={query.look}
        />
      )}
    </section>
  );
}

/** Of an image in whose place a mask is measured, both: what counts first. */
function picturesOf({
  image,
  mask,
  overlay,
  uploaded,
}: NonNullable<SliceOnWire['images']>[number]): Picture[] {
  if (uploaded === undefined) return [{ name: image, mask, overlay }];
  const { own, file } = uploaded;
  return [
    { name: `${image} by the mask ${file}`, mask, overlay },
    { name: `${image} by itself`, mask: own.mask, overlay: own.overlay },
  ];
}
