import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CfnRoute, CfnStage, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A line of JSON a request, with the variables that an HTTP API has; of a link of a message its path holds the token. */
const ACCESS = AccessLogFormat.custom(
  JSON.stringify({
    at: '$context.requestTime',
    requestId: '$context.requestId',
    sourceIp: '$context.identity.sourceIp',
    method: '$context.httpMethod',
    path: '$context.path',
    status: '$context.status',
    bytes: '$context.responseLength',
    ms: '$context.responseLatency',
    functionMs: '$context.integrationLatency',
    failure: '$context.integrationErrorMessage',
  }),
);

/** Requests a second, and at once. */
interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Of all that have no throttle of their own: an upload is three requests, a look at the console twenty. */
const THROTTLE: Throttle = { rate: 100, burst: 200 };
/** Asked by anybody, without a token: a page, and what a monitor asks every few seconds. */
const OPEN: Throttle = { rate: 5, burst: 20 };
/** Open too, and ten files at once for each visit. */
const OPEN_FILES: Throttle = { rate: 20, burst: 60 };
/** Reads an experiment whole, or many of them: a second of a processor or more. */
const DEAR: Throttle = { rate: 5, burst: 20 };

const EXPERIMENT = '/v1/experiments/{experiment}';

/**
 * Routes that anybody can ask, or that cost much more than the others, each with a throttle of its own; whoever uses
 * up one leaves the others alone. They lead where `$default` does.
 */
export const THROTTLED: Readonly<Record<string, Throttle>> = {
  'ANY /': OPEN,
  'ANY /docs': OPEN,
  'ANY /openapi.json': OPEN,
  'ANY /v1/health': OPEN,
  'ANY /link/{proxy+}': OPEN,
  'ANY /console/{proxy+}': OPEN_FILES,
  [`GET ${EXPERIMENT}/archive`]: DEAR,
  [`GET ${EXPERIMENT}/comparisons`]: DEAR,
  [`GET ${EXPERIMENT}/export`]: DEAR,
  [`GET ${EXPERIMENT}/report`]: DEAR,
  [`POST ${EXPERIMENT}/rebuild`]: DEAR,
  [`POST ${EXPERIMENT}/verify`]: DEAR,
  'GET /v1/comparisons': DEAR,
};

/** The only door to the outside: an HTTP API that hands every request to one function (payload format 2.0). */
export class OpenHttpApi extends HttpApi {
  constructor(scope: Construct, id: string, handler: IFunction) {
    super(scope, id, {
      apiName: Stack.of(scope).stackName,
      defaultIntegration: new HttpLambdaIntegration('Handler', handler),
      createDefaultStage: false,
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: THROTTLE.rate, burstLimit: THROTTLE.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: ACCESS },
    });
    this.#throttleRoutes(stage);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The function asks for a token wherever data are shown or changed, one code path deployed and local (docs/rights.md).',
    });
  }

  /** As L1: the L2 gives the function a permission for each route, which the one for all of them holds already. */
  #throttleRoutes(stage: HttpStage): void {
    const byDefault = this.node.tryFindChild('DefaultRoute')?.node.defaultChild;
    const resource = stage.node.defaultChild;
    if (!(byDefault instanceof CfnRoute && resource instanceof CfnStage))
      throw new Error(`${this.node.path}: expected the default route and the stage that the CDK makes`);
    resource.routeSettings = Object.fromEntries(
      Object.entries(THROTTLED).map(([routeKey, { rate, burst }]) => {
        const { apiId, target } = byDefault;
        const id = `Route ${routeKey}`.replaceAll('/', '|');
        const route = new CfnRoute(this, id, {
          apiId,
          routeKey,
          authorizationType: 'NONE',
          ...(target !== undefined && { target }),
        });
        // The stage names routes that have to be there.
        resource.addResourceDependency(route);
        return [routeKey, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }];
      }),
    );
  }
}
