using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace PrivateLink.Tests.Portal.Components;

/// <summary>A place to render components: MudBlazor's services, a browser that agrees to everything, a clock that stands still.</summary>
public abstract class ComponentTest : BunitContext
{
    /// <summary>A page that has to wait for the processor is not broken: bUnit gives up after a second.</summary>
    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Clock);
    }

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
}
