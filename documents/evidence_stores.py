"""The store that the settings name."""

from datetime import timedelta
from urllib.parse import urlsplit

from config.errors import KaoheError
from config.settings import Settings
from documents.evidence import EvidenceStore
from documents.evidence_scanning import scanner_of
from documents.evidence_shelf import Bucket


class BucketMisnamed(KaoheError):
    """The address of the object store cannot be used; the message says why."""


def store_of(settings: Settings) -> EvidenceStore:
    """A folder of the home, or a bucket; arrivals pass through the folder in either case."""
    bucket = bucket_of(settings) if settings.evidence_url else None
    return EvidenceStore(settings.evidence, bucket=bucket, scanner=scanner_of(settings.scanner))


def bucket_of(settings: Settings) -> Bucket:
    """`s3://bucket/prefix`; MinIO, OSS, OBS and COS are told by their endpoint."""
    address = urlsplit(settings.evidence_url)
    if address.scheme != "s3" or not address.netloc:
        raise BucketMisnamed(f"KAOHE_EVIDENCE_URL“{settings.evidence_url}”不是对象存储地址，应如 s3://桶名/前缀")
    try:
        from obstore.store import S3Store  # noqa: PLC0415 -- an extra, as in evidence_shelf
    except ImportError as error:
        raise BucketMisnamed("没有安装对象存储的组件，请安装 kaohe[s3]") from error
    endpoint = settings.s3_endpoint
    return Bucket(
        S3Store(
            address.netloc,
            prefix=address.path.strip("/") or None,
            endpoint=endpoint or None,
            region=settings.s3_region,
            access_key_id=settings.s3_key_id,
            secret_access_key=settings.s3_secret,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": "60s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
        )
    )
