"""Settings of this installation: where things are. Everything of a year stands in its scheme instead."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).parents[1]
"""Where the packages lie: a working copy, or the site-packages of an installation."""


def default_home() -> Path:
    """`var/` of a working copy; else the user's own data folder, so that an installation never writes into itself."""
    return CHECKOUT / "var" if (CHECKOUT / "pyproject.toml").is_file() else Path.home() / ".local/share/kaohe"


class Settings(BaseSettings):
    """Read from the environment: KAOHE_HOME, KAOHE_DATABASE_URL, KAOHE_DELIVERY … one name for each of these."""

    model_config = SettingsConfigDict(env_prefix="KAOHE_", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Field(default_factory=default_home, description="数据目录：数据库、印证材料、文件夹通道、密钥都在里面")
    database_url: str = Field(default="", description="数据库地址；不写则为数据目录里的 kaohe.db（SQLite）")
    delivery: Literal["channels", "folder"] = Field(
        default="channels", description="消息怎样送出：channels 按各人通道，folder 只写入数据目录里的文件夹"
    )

    relays: bool = Field(
        default=False, description="是否准许个人转发服务（PushPlus、WxPusher）：消息会经过外人的服务器"
    )
    public_url: str = Field(
        default="",
        pattern=r"^$|^https?://[^/\s]+$",
        description="各单位打开本系统的网址，如 https://kaohe.example.test",
    )
    hosts: str = Field(default="", description="除本机名、IP 地址和 public_url 以外，还以哪些主机名应答，空格隔开")
    proxies: str = Field(default="", description="可信的反向代理的地址，逗号隔开；只有它们转告的来访地址才作数")
    idle_minutes: int = Field(default=30, ge=1, le=720, description="多少分钟没有操作，登录即失效")
    session_hours: int = Field(default=12, ge=1, le=72, description="登录多少小时后，无论有没有操作都要重新登录")
    single_session: bool = Field(default=False, description="一人只准在一处登录：新登录使旧登录退出")
    oidc_issuer: str = Field(default="", description="统一身份认证（OpenID Connect）的签发者网址；不写则不用")
    oidc_client_id: str = Field(default="", description="在统一身份认证登记的客户端编号")
    oidc_client_secret: str = Field(default="", repr=False, description="在统一身份认证登记的客户端密钥")
    oidc_claim: str = Field(default="preferred_username", description="认证结果里哪一项是人员编码")
    oidc_name: str = Field(default="统一身份认证", description="登录页上这样称呼它")
    fonts: str = Field(
        default="", description="另有公文字体（仿宋_GB2312、方正小标宋简体等）的文件夹，几个的用冒号隔开"
    )
    templates: str = Field(default="", description="本单位 Word 公文模板的文件夹；不写则为数据目录里的 templates")
    converter: str = Field(
        default="",
        description="用了本单位模板时怎样转成 PDF，如 soffice --headless --convert-to pdf --outdir {folder} {file}；"
        "不写则 PDF 按系统版式",
    )
    evidence_url: str = Field(
        default="", description="印证材料放在对象存储（S3协议）时的地址，如 s3://kaohe/evidence；不写则放在数据目录"
    )
    s3_endpoint: str = Field(default="", description="对象存储的服务地址，如 http://minio.example.test:9000")
    s3_region: str = Field(default="us-east-1", description="对象存储的区域")
    s3_key_id: str = Field(default="", description="对象存储的访问密钥编号")
    s3_secret: str = Field(default="", repr=False, description="对象存储的访问密钥")
    scanner: str = Field(
        default="",
        description="病毒扫描：clamd 的地址（clamd:///run/clamav/clamd.ctl 或 clamd://主机:3310），"
        "或一条命令，文件从标准输入读，退出码 0 无毒、1 有毒；不写则不扫描",
    )
    demo: bool = Field(default=False, description="演示：登录页列出样例人员，免密码；只在装着样例年度的数据库上有效")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'kaohe.db'}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the pages over an encrypted way: only then may a cookie insist on it."""
        return self.public_url.startswith("https://")

    @property
    def evidence(self) -> Path:
        """The content-addressed store of 印证材料."""
        return self.home / "evidence"

    @property
    def letter_templates(self) -> Path:
        """Word templates that the office changed; what is not there is taken as shipped."""
        return Path(self.templates).expanduser() if self.templates else self.home / "templates"

    @property
    def outbox(self) -> Path:
        """Where the folder channel writes."""
        return self.home / "outbox"

    @property
    def seals(self) -> Path:
        """Each day's seal of the journal, appended: what leaves the database so that a forged chain is found."""
        return self.home / "seals.jsonl"

    @property
    def secret_file(self) -> Path:
        """The installation's secret key; nobody but its owner may read it."""
        return self.home / "secret.key"

    @property
    def prefect_home(self) -> Path:
        """Prefect's own database and logs."""
        return self.home / "prefect"

    def prepare(self) -> None:
        """Makes the home, closed to others: it holds personal data."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)


def read_settings() -> Settings:
    found = Settings()
    return found.model_copy(update={"home": found.home.expanduser().absolute()})
