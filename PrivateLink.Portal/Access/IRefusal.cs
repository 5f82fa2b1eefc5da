namespace PrivateLink.Portal.Access;

/// <summary>The result of a service method that says "not you": every kind of result has one of these.</summary>
public interface IRefusal
{
    Permission Permission { get; }
}
