import { DeliveryApi } from '../page/delivery-api.js';
import type { PortalFields } from './fields.js';
import type { PortalEvents } from './portal-events.js';

/** Each event of a portal as a method of its own, for editors and type checkers. */
export abstract class PortalApi extends DeliveryApi<PortalEvents> {
  /** Gallery or channel page opened. */
  public categoryView(fields: PortalFields['categoryView']): boolean {
    return this.say('categoryView', fields);
  }

  /** Logged in: to the site, or to another application. */
  public login(fields?: PortalFields['login']): boolean {
    return this.say('login', fields);
  }

  public entryLike(fields: PortalFields['entryLike']): boolean {
    return this.say('entryLike', fields);
  }

  public entryUnlike(fields: PortalFields['entryUnlike']): boolean {
    return this.say('entryUnlike', fields);
  }

  public entryComment(fields: PortalFields['entryComment']): boolean {
    return this.say('entryComment', fields);
  }

  public entryUpload(fields: PortalFields['entryUpload']): boolean {
    return this.say('entryUpload', fields);
  }

  public entryPublish(fields: PortalFields['entryPublish']): boolean {
    return this.say('entryPublish', fields);
  }

  public entryUnlisted(fields: PortalFields['entryUnlisted']): boolean {
    return this.say('entryUnlisted', fields);
  }

  public entryCollaborator(fields: PortalFields['entryCollaborator']): boolean {
    return this.say('entryCollaborator', fields);
  }

  /** Kaltura Capture was started. */
  public captureSpaceLaunch(fields?: PortalFields['captureSpaceLaunch']): boolean {
    return this.say('captureSpaceLaunch', fields);
  }

  /** The same under its other name. */
  public kalturaCaptureLaunch(fields?: PortalFields['kalturaCaptureLaunch']): boolean {
    return this.say('kalturaCaptureLaunch', fields);
  }

  public abstract say<T extends keyof PortalFields>(type: T, fields?: PortalFields[T]): boolean;
}
