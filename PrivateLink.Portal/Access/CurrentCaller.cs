namespace PrivateLink.Portal.Access;

/// <summary>The caller of the page in front of the person: one for each request, one for each open page.</summary>
public sealed class CurrentCaller
{
    private Caller? _value;

    /// <summary>Raised when the person's roles have changed, or are gone.</summary>
    public event Action? Changed;

    /// <summary>Who asks. There is none on pages that anyone may read.</summary>
    public Caller Value => _value ?? throw new InvalidOperationException("No person with a role is signed in.");

    /// <summary>Who looks after the own account, with or without a role.</summary>
    public Caller Account => SignedIn?.Account ?? Value;

    public bool IsKnown => _value is not null;

    /// <summary>The session behind the caller; null before anybody has signed in.</summary>
    public SignedIn? SignedIn { get; private set; }

    public bool May(Permission permission) => _value?.May(permission) ?? false;

    /// <summary>Takes over what a session says now.</summary>
    internal void Become(SignedIn? signedIn)
    {
        SignedIn = signedIn;
        var before = _value;
        _value = signedIn?.Caller;

        // Another network is no other person: an open page goes on with what it has.
        if (before != (_value is null || before is null ? _value : _value with { Address = before.Address })) Changed?.Invoke();
    }

    /// <summary>Takes over where the open page's connection comes from now.</summary>
    internal void MoveTo(string? address)
    {
        if (SignedIn is { } signedIn) Become(signedIn.From(address));
    }

    /// <summary>Takes over a caller without a session.</summary>
    internal void Become(Caller caller)
    {
        _value = caller;
        Changed?.Invoke();
    }
}
