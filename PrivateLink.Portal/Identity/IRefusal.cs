namespace PrivateLink.Portal.Identity;

/// <summary>The result of a service method that says "not you": every kind of result has one of these.</summary>
public interface IRefusal
{
    Permission Permission { get; }
}
