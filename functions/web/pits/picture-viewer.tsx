/** What was found on an image: its outlines and its label image, to zoom and to move about in, with a bar of known length. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Move } from '../address/move.ts';
import { Answer } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { coloured, type LabelImage, readLabels } from './label-image.ts';
import { scaleBar } from './scale-bar.ts';

interface PictureViewerProps {
  readonly api: Api;
  readonly experiment: string;
  readonly name: string;
  /** Where both are served. */
  readonly mask: string;
  readonly overlay: string;
  /** Of a pixel of the image; null where nobody knows. */
  readonly micrometres: number | null;
  readonly isConfirmed: boolean;
  readonly look: string | undefined;
  readonly move: Move;
}

const LOOKS = [
  ['outlines', 'outlines on the image'],
  ['mask', 'label mask'],
  ['both', 'both'],
];

export function PictureViewer(props: PictureViewerProps) {
  const { api, mask, overlay, name, look, move } = props;
  const labels = useAnswer(mask, (signal) => askLabels(api, mask, signal));
  const outlines = useAnswer(overlay, (signal) => api.file(overlay, 'image/png', {}, signal));
  const shown = LOOKS.find(([id]) => id === look)?.[0] ?? 'outlines';
  return (
    <div class="viewer">
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Show"
          value={shown}
          onChange={(one) => move({ look: one === 'outlines' ? null : one })}
        >
          {LOOKS}
        </Choice>
      </form>
      <Answer of={labels} what={`the label mask of ${name}`}>
        {(image) => (
          <Answer of={outlines} what={`the outlines of ${name}`}>
            {(picture) => <Frame {...props} {...{ image, picture, shown }} />}
          </Answer>
        )}
      </Answer>
    </div>
  );
}

/** That it came and cannot be read is said as that it did not come is. */
async function askLabels(api: Api, path: string, signal: AbortSignal): Promise<LabelImage> {
  const bytes = new Uint8Array(await (await api.file(path, 'image/png', {}, signal)).arrayBuffer());
  try {
    return await readLabels(bytes);
  } catch (error) {
    throw new CallFailure(
      'picture.unreadable',
      `the label image cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

interface FrameProps extends PictureViewerProps {
  readonly image: LabelImage;
  readonly picture: Blob;
  readonly shown: string;
}

const ZOOMS = [1, 1.5, 2, 3, 4, 6, 8, 12];

function Frame({ image, picture, shown, name, experiment, micrometres, isConfirmed }: FrameProps) {
  const host = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [width, setWidth] = useState(0);
  const [isBroken, setBroken] = useState(false);
  const address = useObjectUrl(picture);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const resize = new ResizeObserver(() => setWidth(element.clientWidth));
    resize.observe(element);
    return () => resize.disconnect();
  }, []);
  useDragging(host);
  const step = (by: number) => {
    const at = ZOOMS.indexOf(zoom) + by;
    setZoom(ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at))] ?? 1);
  };
  useWheel(host, step);
  const across = Math.round(Math.min(width, MOST_ACROSS) * zoom);
  const perPixel = micrometres === null ? null : (micrometres * image.width) / Math.max(1, across);
  const bar = perPixel === null ? null : scaleBar(perPixel, Math.min(width, MOST_ACROSS) / 3);
  const size = { width: across, height: Math.round((across * image.height) / image.width) };
  return (
    <figure>
      <div class="viewer-tools">
        <button type="button" onClick={() => step(1)} disabled={zoom === ZOOMS.at(-1)}>
          Zoom in
        </button>
        <button type="button" onClick={() => step(-1)} disabled={zoom === 1}>
          Zoom out
        </button>
        <button type="button" onClick={() => setZoom(1)} disabled={zoom === 1}>
          Whole image
        </button>
        <span class="soft">× {zoom}; drag, scroll or use the arrow keys to move</span>
      </div>
      {isBroken && (
        <p class="box failure" role="alert">
          The picture of {name} came and cannot be shown: it is damaged.{' '}
          <code>{typedCommand(`verify -e ${experiment}`)}</code> says more, and makes it again.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached and moved by the keyboard. */}
      <section ref={host} class="viewer-frame" aria-label={`${name}, ${shown}`} tabIndex={0}>
        <div class="viewer-layers" style={{ width: `${size.width}px`, height: `${size.height}px` }}>
          {shown !== 'mask' && !isBroken && address !== null && (
            <img src={address} alt={`Outlines on ${name}`} {...size} onError={() => setBroken(true)} />
          )}
          {shown !== 'outlines' && <Labels image={image} size={size} isOver={shown === 'both'} />}
        </div>
      </section>
      <figcaption>
        {bar === null ? (
          'No scale is known, so there is no scale bar.'
        ) : (
          <>
            <span class="scale-bar" style={{ width: `${bar.pixels}px` }} /> {bar.text}
            {!isConfirmed && ' (nobody has confirmed this scale yet)'}
          </>
        )}{' '}
        <span class="soft">
          {image.width} × {image.height} pixels. Outlines: pits orange, trenches blue, what is not counted
          grey; of a mask, what was found on the image itself purple. Label mask: a colour per object.
        </span>
      </figcaption>
    </figure>
  );
}

const MOST_ACROSS = 720;

/** It ends with what shows it. */
function useObjectUrl(blob: Blob): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

type Host = { readonly current: HTMLElement | null };

function useDragging(host: Host): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const drag = (event: PointerEvent) => {
      if (event.buttons !== 1 || event.pointerType === 'touch') return;
      element.scrollLeft -= event.movementX;
      element.scrollTop -= event.movementY;
    };
    element.addEventListener('pointermove', drag);
    return () => element.removeEventListener('pointermove', drag);
  }, []);
}

/** With Ctrl, as browsers zoom: without it a wheel scrolls. */
function useWheel(host: Host, step: (by: number) => void): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, []);
}

interface LabelsProps {
  readonly image: LabelImage;
  readonly size: { readonly width: number; readonly height: number };
  readonly isOver: boolean;
}

function Labels({ image, size, isOver }: LabelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useMemo(() => coloured(image), [image]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context == null) return;
    context.putImageData(new ImageData(pixels, image.width, image.height), 0, 0);
  }, [pixels]);
  return (
    <canvas
      ref={canvas}
      class={isOver ? 'labels over' : 'labels'}
      width={image.width}
      height={image.height}
      style={{ width: `${size.width}px`, height: `${size.height}px` }}
    />
  );
}
