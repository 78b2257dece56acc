import {
  confirmScaleSchema,
  inPicture,
  pictureQuerySchema,
  pitObjectsQuerySchema,
  pitObjectsSchema,
  pitsQuerySchema,
  pitsSchema,
  scaleConfirmedSchema,
} from '../../../shared/contract/pits.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { readJson } from '../http/read-body.ts';
import { inExperiment, NOTHING } from './parameters.ts';

export function pitRoutes(api: Api): void {
  const common = { resource: 'pits', params: inExperiment };
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/pits',
      method: 'get',
      status: 200,
      id: 'getPits',
      right: 'READ',
      title: 'Pits by slice',
      summary:
        'Pits and trenches of every slice, on how much of it somebody looked, by which scale, and what does not count.',
      query: pitsQuerySchema,
      answer: pitsSchema,
      csv: async (answer) => {
        const { pitsTable } = await import('./pits-table.ts');
        return pitsTable(answer);
      },
      parquet: (name) => (TEXTS.includes(name) ? 'text' : 'float64'),
    },
    async ({ ports, params, query }) => {
      const { listPits } = await import('../../../shared/usecases/answer/list-pits.ts');
      return listPits(ports, params.experiment, query);
    },
  );
  pictureRoute(api);
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/pits/objects',
      method: 'get',
      status: 200,
      id: 'getPitObjects',
      right: 'READ',
      title: 'Sizes of pits, unit by unit',
      summary:
        'How large each object on the slices of a unit is, and which slices are not among them, and why.',
      query: pitObjectsQuerySchema,
      answer: pitObjectsSchema,
    },
    async ({ ports, params, query }) => {
      const { listPitObjects } = await import('../../../shared/usecases/answer/list-pit-objects.ts');
      return listPitObjects(ports, params.experiment, query);
    },
  );
  api.serve(
    {
      ...common,
      path: '/v1/experiments/{experiment}/pits/scale',
      method: 'post',
      status: 201,
      id: 'confirmScale',
      right: 'OPERATE',
      title: 'Confirm the scale of pits',
      summary: 'That a person has looked at the scale and says that it is right: until then no area is told.',
      query: NOTHING,
      body: { 'application/json': confirmScaleSchema },
      answer: scaleConfirmedSchema,
    },
    async ({ ports, params, holder, context }) => {
      const { confirmScale } = await import('../../../shared/usecases/define/confirm-scale.ts');
      const asked = parsePart('body', confirmScaleSchema, await readJson(context));
      return confirmScale(ports, params.experiment, asked, holder);
    },
  );
}

function pictureRoute(api: Api): void {
  api.serveFile(
    {
      path: '/v1/experiments/{experiment}/pits/pictures/{downlink}/{picture}',
      resource: 'pits',
      params: inPicture,
      method: 'get',
      status: 200,
      id: 'getPicture',
      right: 'READ',
      title: 'What was found on an image',
      summary:
        'The label image of an image of a slice (which pixel is of which object), or the outlines on the image.',
      query: pictureQuerySchema,
      mediaType: 'image/png',
      description: 'The picture.',
    },
    async ({ ports, params: { experiment, ...asked }, query: { on } }) => {
      const { readPicture } = await import('../../../shared/usecases/answer/read-picture.ts');
      return readPicture(ports, experiment, { ...asked, on });
    },
  );
}

const TEXTS: readonly string[] = [
  ...[
    'assay',
    'unit',
    'slice',
    'arm',
    'substrate',
    'looked',
    'scale',
    'confirmedBy',
    'why',
    'images',
    'masks',
    'imageWarnings',
  ],
];
