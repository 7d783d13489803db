/** The person who watches. Whatever is missing or malformed falls to the next identity (docs/settings.md, Who the viewer is). */
export interface Viewer {
  /** The Kaltura user id. */
  readonly id?: string;
  readonly name?: string;
  /** A mail address without `mailto:`. */
  readonly email?: string;
  /** SHA-1 in lower-case hex of `mailto:` + e-mail, made once where `hashEmail` asks for it. */
  readonly emailSha1?: string;
}
