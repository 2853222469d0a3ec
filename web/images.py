"""Images that people send, made anew: nothing but their pixels is kept."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MOST_PIXELS = 30_000_000
Image.MAX_IMAGE_PIXELS = None  # the library would only warn from its own limit on; ours is lower
QUALITY = 88  # of JPEG and WebP, in a hundred
ANIMATED = {"PNG", "WEBP"}  # those that may hold several pictures in a row; of a phone's JPEG the first is the photo


def reencoded(content: bytes, form: str) -> bytes:
    """The same picture, upright, as a file of the same `form` ("PNG", "JPEG", "WEBP"): without place, hour, camera,
    comment, nor anything that was hung on its end.

    Its size is read before its pixels are. Raises ValidationError: `unreadable`, `animated`, `too_many_pixels`.
    """
    try:
        with Image.open(BytesIO(content), formats=[form]) as image:
            if image.width * image.height > MOST_PIXELS:
                message = _("This image has too many pixels: 30 million at most. Make it smaller, and attach it again.")
                raise ValidationError(message, code="too_many_pixels")
            if form in ANIMATED and getattr(image, "is_animated", False):
                message = _("An animated image is not taken: attach one of its pictures, or a PDF.")
                raise ValidationError(message, code="animated")
            image.load()
            pixels = _only_pixels(ImageOps.exif_transpose(image), form)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, OverflowError, MemoryError) as error:
        raise ValidationError(_("This image cannot be read: save it again, and attach it."), "unreadable") from error
    written = BytesIO()
    pixels.save(written, form, **({"optimize": True} if form == "PNG" else {"quality": QUALITY}))
    return written.getvalue()


def _only_pixels(image: Image.Image, form: str) -> Image.Image:
    is_seen_through = form != "JPEG" and image.has_transparency_data
    opaque = "L" if image.mode in ("1", "L") else "RGB"
    pixels = image.convert("RGBA" if is_seen_through else opaque)
    pixels.info = {}
    return pixels
