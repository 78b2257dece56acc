import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Who holds the token that the first deployment generates, and hands out all others, which stand in the table. */
const FIRST_HOLDER = 'operator';

/**
 * The bearer tokens, `{"holders":{"<holder>":"<token>"}}`.
 * Secrets Manager can generate a value only at the top level of a secret, so the first token is generated in a secret
 * of its own and copied in when the stack is created; the template never contains it. CloudFormation writes a secret
 * again only where its text in the template changes, and then whoever was added by hand to that of an older stack would be
 * locked out: the text stays what it is (docs/adr/0069-a-token-is-found-by-its-digest.md). Both stay when the stack goes: who
 * deploys it again over the same data is let in by the same tokens.
 */
export class BearerTokens extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const first = new Secret(this, 'First', {
      description: `Generated token of the holder "${FIRST_HOLDER}"`,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'token',
        passwordLength: 48,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const token = first.secretValueFromJson('token').unsafeUnwrap();
    this.secret = new Secret(this, 'Holders', {
      description: 'Bearer tokens by holder',
      secretStringValue: SecretValue.unsafePlainText(`{"holders":{"${FIRST_HOLDER}":"${token}"}}`),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const secret of [first, this.secret]) {
      Validations.of(secret).acknowledge({
        id: 'AwsSolutions-SMG4',
        reason:
          'A bearer token is replaced when its holder asks; a rotation nobody announced would lock out a payload team during a contact.',
      });
    }
  }
}
