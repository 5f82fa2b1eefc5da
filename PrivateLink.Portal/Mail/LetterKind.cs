namespace PrivateLink.Portal.Mail;

/// <summary>The subject of a letter. Each kind has its own hourly limit, so that many letters of one kind do not block another.</summary>
public enum LetterKind
{
    Invitation,
    PasswordLink,

    /// <summary>The password was changed or reset.</summary>
    PasswordChanged,

    /// <summary>A passkey or an authenticator was added or removed.</summary>
    FactorsChanged,

    /// <summary>A sign-in from a place that is new for the person.</summary>
    NewPlace,

    /// <summary>Wrong codes after the right password: another person may know the password.</summary>
    WrongCodes,
}
