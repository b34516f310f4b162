"""Tables of accounts."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Account(AbstractBaseUser):
    """Someone or something that signs in."""

    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=16)
    post = models.CharField(max_length=32, blank=True)
    service = models.CharField(max_length=16, blank=True)
    person = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8, blank=True)
    email = models.EmailField(blank=True)  # where moves of the own bookings are told
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]
    objects = BaseUserManager()


class Token(models.Model):
    """A machine's key: SHA-256 of what was handed out once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    revoked = models.DateTimeField(null=True)


class Act(models.Model):
    """Audit: what was done to accounts, by whom."""

    person = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    act = models.CharField(max_length=40)
    time = models.DateTimeField()
