namespace PrivateLink.Portal.Identity;

/// <summary>
/// The caller of the page in front of the person. The portal binds loopback only, so whoever reaches it sits at this machine
/// and administers it.
/// </summary>
public sealed class CurrentCaller
{
    public Caller Value { get; } = Caller.Company("local");
}
