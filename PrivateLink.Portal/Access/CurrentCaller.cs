namespace PrivateLink.Portal.Access;

/// <summary>The caller of the current request, or of the open page.</summary>
public sealed class CurrentCaller
{
    private Caller? _value;

    /// <summary>Raised when the person's roles have changed or were removed.</summary>
    public event Action? Changed;

    /// <summary>The caller. Pages without a sign-in have none.</summary>
    public Caller Value => _value ?? throw new InvalidOperationException("No person with a role is signed in.");

    /// <summary>The caller for the person's own account, with or without a role.</summary>
    public Caller Account => SignedIn?.Account ?? Value;

    public bool IsKnown => _value is not null;

    /// <summary>The session of the caller; null without a sign-in.</summary>
    public SignedIn? SignedIn { get; private set; }

    public bool May(Permission permission) => _value?.May(permission) ?? false;

    /// <summary>Updates the caller from the session.</summary>
    internal void Become(SignedIn? signedIn)
    {
        SignedIn = signedIn;
        var before = _value;
        _value = signedIn?.Caller;

        // A change of network is no change of person, so the open page keeps its data.
        if (before != (_value is null || before is null ? _value : _value with { Address = before.Address })) Changed?.Invoke();
    }

    /// <summary>Updates the address of the open page's connection.</summary>
    internal void MoveTo(string? address)
    {
        if (SignedIn is { } signedIn) Become(signedIn.From(address));
    }

    /// <summary>Sets a caller without a session.</summary>
    internal void Become(Caller caller)
    {
        _value = caller;
        Changed?.Invoke();
    }
}
