"""The one time zone of the product: China has one, and every deadline is written in it."""

import pendulum

SHANGHAI = pendulum.timezone("Asia/Shanghai")
