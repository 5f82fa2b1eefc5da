using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace PrivateLink.Tests.Portal.Components;

/// <summary>The base for component tests: MudBlazor's services, a browser stub that accepts every call, and a stopped clock.</summary>
public abstract class ComponentTest : BunitContext
{
    /// <summary>bUnit gives up after one second by default, which is too short on a busy machine.</summary>
    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
    }

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
}
