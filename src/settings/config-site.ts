import type { Category } from './settings.js';

/** The site the statements speak of. */
export interface SiteConfig {
  /**
   * The site's address, http or https. Missing or bad: the page's origin, with a warning.
   * @pattern ^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"{}|\\^`]+\s*$
   */
  readonly homePage?: string;
  /** The site's name, as reports show it. */
  readonly name?: string;
  /**
   * IRI of the Kaltura product that sends. On servers and for players that are not Kaltura's there is no default, and no
   * product is named.
   * @default http://tincan-definitions.kaltura.com/products/mediaspace/1
   * @pattern ^\s*([A-Za-z][\w+.-]*:[^\s<>"{}|\\^`]+\s*)?$
   */
  readonly productId?: string;
}

/** The channel, gallery or course page in which an entry is watched. */
export interface CategoryConfig {
  /**
   * Kaltura's category id.
   * @minLength 1
   */
  readonly id: Category['id'] | number;
  /** The category's name. */
  readonly name?: string;
  /**
   * IRI of the category's page: the activity's id. Left out: an `id` that is itself an IRI, else `categoryUrl`.
   * @pattern ^\s*([A-Za-z][\w+.-]*:[^\s<>"{}|\\^`]+\s*)?$
   */
  readonly url?: string;
}
